package dev.headwater.model;

import java.util.UUID;

/** Event ids as text. */
public final class EventIds {
  private static final int[] DASHES = {8, 13, 18, 23};
  private static final int LENGTH = 36;

  private EventIds() {}

  /**
   * Reads 8-4-4-4-12 hexadecimal digits of either case. (The JDK's own parser takes shorter groups
   * as well, so that one id had many spellings.)
   *
   * @throws InvalidException when the text is anything else
   */
  public static UUID parse(String text) {
    if (!isUuid(text)) {
      throw new InvalidException(
          "",
          Check.quote(text) + " is not a UUID, must be like 3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11");
    }
    return UUID.fromString(text);
  }

  private static boolean isUuid(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    int dash = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (dash < DASHES.length && i == DASHES[dash]) {
        dash++;
        if (c != '-') {
          return false;
        }
      } else if (!isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** The order of the ids as lower-case text, which is that of their bits without a sign. */
  public static int compare(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }
}
