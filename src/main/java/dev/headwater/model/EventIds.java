package dev.headwater.model;

import java.util.UUID;

/** Parses and compares event ids. */
public final class EventIds {
  private static final int[] DASHES = {8, 13, 18, 23};
  private static final int LENGTH = 36;

  private EventIds() {}

  /**
   * Parses 8-4-4-4-12 hexadecimal digits of either case. The parser of the JDK is not used: it also
   * accepts shorter groups, so that one id would have many spellings.
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

  /** Compares the ids as lower-case text. That is the order of their bits as unsigned numbers. */
  public static int compare(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }
}
