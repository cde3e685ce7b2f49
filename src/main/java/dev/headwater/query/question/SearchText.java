package dev.headwater.query.question;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text as a search compares it: in Unicode's compatibility form NFKC and without the difference
 * between upper and lower case. Case is folded code point by code point, by way of upper case, so
 * that the result does not depend on the neighbours: a final sigma is a sigma, and sharp s is ss.
 */
public final class SearchText {

  /** Folding is repeated while it changes the text; no known text needs more than 3 rounds. */
  private static final int ROUNDS = 8;

  private SearchText() {}

  /** Folds a text. Folding a folded text changes nothing. */
  public static String fold(String text) {
    String folded = text;
    for (int round = 0; round < ROUNDS; round++) {
      if (isFoldedAscii(folded)) {
        return folded;
      }
      String next = foldOnce(folded);
      if (next.equals(folded)) {
        return next;
      }
      folded = next;
    }
    return folded;
  }

  /** Most names are such text, and reads fold many names. */
  private static boolean isFoldedAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each >= 0x80 || each >= 'A' && each <= 'Z') {
        return false;
      }
    }
    return true;
  }

  private static String foldOnce(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(compatible.length());
    compatible
        .codePoints()
        .forEach(
            point ->
                Character.toString(point)
                    .toUpperCase(Locale.ROOT)
                    .codePoints()
                    .map(Character::toLowerCase)
                    .forEach(folded::appendCodePoint));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /** Whether a word begins at an index: what comes before it is no letter, digit or mark. */
  public static boolean isWordStart(String text, int index) {
    if (index == 0) {
      return true;
    }
    int before = text.codePointBefore(index);
    return !Character.isLetterOrDigit(before) && !isMark(before);
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
