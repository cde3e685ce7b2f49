package dev.headwater.search;

import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/** Gives grams to the index as terms. Used again for each asset, by one thread. */
final class TermStream extends TokenStream {
  private final BytesTermAttribute attribute = addAttribute(BytesTermAttribute.class);
  private final BytesRefBuilder term = new BytesRefBuilder();
  private long[] grams = {};
  private int next;

  /** Sets the grams that the stream gives from its next reset on. */
  void set(long[] ofAsset, long... more) {
    grams = Arrays.copyOf(ofAsset, ofAsset.length + more.length);
    System.arraycopy(more, 0, grams, ofAsset.length, more.length);
  }

  @Override
  public void reset() {
    next = 0;
  }

  @Override
  public boolean incrementToken() {
    if (next == grams.length) {
      return false;
    }
    clearAttributes();
    Grams.write(grams[next++], term);
    BytesRef bytes = term.get();
    attribute.setBytesRef(bytes);
    return true;
  }
}
