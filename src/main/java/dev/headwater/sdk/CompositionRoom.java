package dev.headwater.sdk;

import dev.headwater.model.Limits;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The room that all compositions of a step have in its event, so that counting never makes the
 * event too large to be delivered, and never uses much memory. Safe for use by any number of
 * threads.
 */
final class CompositionRoom {

  /**
   * The limit in bytes. An event may have 5 MiB. A category takes at least 12 bytes of this and
   * about 120 bytes of memory, so the compositions of a step take up to 32 MB of memory.
   */
  static final long BYTES = 3 * 1024 * 1024;

  /** The limits besides the numbers of categories and dimensions, for a message. */
  static final String LIMITS =
      Limits.ID_CODE_POINTS + " code points a name and " + BYTES + " bytes a step";

  /**
   * The most that a count takes in Avro, besides its name: the length of the name, and a double.
   */
  private static final int CATEGORY_BYTES = 11;

  /**
   * The most that a composition takes in Avro, besides the name of its dimension: the unit, the
   * method, the unknown amount, and the lengths.
   */
  private static final int COMPOSITION_BYTES = 40;

  private final AtomicLong left = new AtomicLong(BYTES);

  boolean takeComposition(String dimension) {
    return take(COMPOSITION_BYTES + utf8Bytes(dimension));
  }

  boolean takeCategory(String category) {
    return take(CATEGORY_BYTES + utf8Bytes(category));
  }

  private boolean take(long bytes) {
    return left.getAndUpdate(room -> room < bytes ? room : room - bytes) >= bytes;
  }

  /** The length in UTF-8 of a text without lone surrogates. */
  private static long utf8Bytes(String text) {
    return text.chars().mapToLong(c -> c < 0x80 ? 1 : c < 0x800 || isSurrogate(c) ? 2 : 3).sum();
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /**
   * Whether an event can have a dimension or category of that name: it is not blank, has up to
   * {@link Limits#ID_CODE_POINTS}, and no lone surrogate.
   */
  static boolean isName(String text) {
    return text.length() <= 2 * Limits.ID_CODE_POINTS
        && text.codePointCount(0, text.length()) <= Limits.ID_CODE_POINTS
        && text.codePoints().noneMatch(CompositionRoom::isSurrogate)
        && !isBlank(text);
  }

  /** Whether the text contains only white space, including no-break spaces. */
  static boolean isBlank(String text) {
    return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }
}
