package dev.headwater.search;

import dev.headwater.query.question.SearchText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
import org.apache.lucene.util.UnicodeUtil;

/**
 * Sequences of one to three code points, as a search looks them up. A gram is a number: 21 bits for
 * each code point, the first one highest. The end of a text is a point of its own, after its last
 * code point.
 */
final class Grams {
  /** The most grams that a query asks for. The check of each asset's name does the rest. */
  static final int IN_QUERY = 64;

  private static final int POINT_BITS = 21;
  private static final long POINT_MASK = (1L << POINT_BITS) - 1;

  /** Stands for the end of a text. Code points are stored plus one, and stay below this. */
  private static final long END = POINT_MASK;

  private final int[] points;

  /**
   * @param text folded
   */
  Grams(String text) {
    points = text.codePoints().toArray();
  }

  int points() {
    return points.length;
  }

  /** Every sequence of one, two and three code points, each once. */
  long[] all() {
    long[] grams = new long[3 * points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      for (int length = 1; length <= Math.min(3, points.length - i); length++) {
        grams[count++] = gram(i, length);
      }
    }
    return distinct(grams, count);
  }

  /**
   * The grams that a text contains only if it has all those that contain this one: the text itself
   * if it is short, else its sequences of three. At most {@link #IN_QUERY}, from all over the text.
   */
  long[] ofQuery() {
    if (points.length <= 3) {
      return new long[] {gram(0, points.length)};
    }
    int all = points.length - 2;
    int count = Math.min(all, IN_QUERY);
    long[] grams = new long[count];
    for (int i = 0; i < count; i++) {
      grams[i] = gram(count == 1 ? 0 : (int) ((long) i * (all - 1) / (count - 1)), 3);
    }
    return distinct(grams, count);
  }

  /** The first one, two and three points, the end of the text counted as one. */
  long[] first() {
    long[] grams = new long[3];
    int count = 0;
    for (int length = 1; length <= Math.min(3, points.length + 1); length++) {
      grams[count++] = gram(0, length);
    }
    return Arrays.copyOf(grams, count);
  }

  /** The first points: as many as there are, at most three. */
  long beginning() {
    return gram(0, Math.min(3, points.length));
  }

  /** The first points with the end, for a text that is nothing but this; at most three. */
  long whole() {
    return gram(0, Math.min(3, points.length + 1));
  }

  /** The last two points, or the only one, and the end. */
  long ending() {
    int from = Math.max(0, points.length - 2);
    return gram(from, points.length - from + 1);
  }

  /** The first one, two and three points of each word of a text, each gram once. */
  static long[] ofWords(String... texts) {
    long[] grams = new long[16];
    int count = 0;
    for (String text : texts) {
      int[] points = text.codePoints().toArray();
      Grams whole = new Grams(text);
      for (int i = 0, at = 0; i < points.length; at += Character.charCount(points[i++])) {
        if (SearchText.isWordStart(text, at)) {
          for (int length = 1; length <= Math.min(3, points.length - i); length++) {
            if (count == grams.length) {
              grams = Arrays.copyOf(grams, 2 * count);
            }
            grams[count++] = whole.gram(i, length);
          }
        }
      }
    }
    return distinct(grams, count);
  }

  private long gram(int from, int length) {
    long gram = 0;
    for (int i = 0; i < 3; i++) {
      gram <<= POINT_BITS;
      if (i < length) {
        gram |= from + i < points.length ? points[from + i] + 1L : END;
      }
    }
    return gram;
  }

  private static long[] distinct(long[] grams, int count) {
    Arrays.sort(grams, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept == 0 || grams[i] != grams[kept - 1]) {
        grams[kept++] = grams[i];
      }
    }
    return Arrays.copyOf(grams, kept);
  }

  /** The term of a gram in the index: UTF-8, and a byte that UTF-8 does not have for the end. */
  static void write(long gram, BytesRefBuilder term) {
    term.clear();
    term.grow(3 * UnicodeUtil.MAX_UTF8_BYTES_PER_CHAR + 3);
    for (int shift = 2 * POINT_BITS; shift >= 0; shift -= POINT_BITS) {
      long point = gram >>> shift & POINT_MASK;
      if (point == END) {
        term.append((byte) 0xff);
      } else if (point > 0) {
        append((int) point - 1, term);
      }
    }
  }

  private static void append(int point, BytesRefBuilder term) {
    if (point < 0x80) {
      term.append((byte) point);
      return;
    }
    byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    term.append(bytes, 0, bytes.length);
  }

  /** The term of a gram, for a query. */
  static BytesRef term(long gram) {
    BytesRefBuilder term = new BytesRefBuilder();
    write(gram, term);
    return term.toBytesRef();
  }
}
