package dev.headwater.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/** Gives terms to the index as they are. Used again for each asset, by one thread. */
final class TermStream extends TokenStream {
  private final BytesTermAttribute attribute = addAttribute(BytesTermAttribute.class);
  private final List<BytesRef> exact = new ArrayList<>();
  private final BytesRefBuilder gram = new BytesRefBuilder();
  private long[] grams = {};
  private int nextExact;
  private int nextGram;

  /** Sets the terms that the stream gives from its next reset on. */
  void set(List<BytesRef> terms) {
    exact.clear();
    exact.addAll(terms);
  }

  /** As above, for the terms of grams. */
  void set(long[] ofAsset) {
    grams = ofAsset;
  }

  @Override
  public void reset() {
    nextExact = 0;
    nextGram = 0;
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (nextExact < exact.size()) {
      attribute.setBytesRef(exact.get(nextExact++));
      return true;
    }
    if (nextGram < grams.length) {
      Grams.write(grams[nextGram++], gram);
      attribute.setBytesRef(gram.get());
      return true;
    }
    return false;
  }
}
