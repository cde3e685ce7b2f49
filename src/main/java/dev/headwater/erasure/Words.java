package dev.headwater.erasure;

/**
 * Finds an id within a text, where no letter or digit goes on before or behind it. An id without
 * any letter or digit is no word: a colon stands in many texts that are not about it.
 */
final class Words {
  private Words() {}

  static boolean contains(String text, String word) {
    return next(text, word, 0) >= 0;
  }

  static String replace(String text, String word, String by) {
    int at = next(text, word, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    while (at >= 0) {
      replaced.append(text, from, at).append(by);
      from = at + word.length();
      at = next(text, word, from);
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static int next(String text, String word, int from) {
    if (word.codePoints().noneMatch(Words::goesOn)) {
      return -1;
    }
    int at = text.indexOf(word, from);
    while (at >= 0 && !stands(text, at, at + word.length())) {
      at = text.indexOf(word, at + 1);
    }
    return at;
  }

  private static boolean stands(String text, int begin, int end) {
    return !(begin > 0 && goesOn(text.codePointBefore(begin)) && goesOn(text.codePointAt(begin)))
        && !(end < text.length()
            && goesOn(text.codePointAt(end))
            && goesOn(text.codePointBefore(end)));
  }

  private static boolean goesOn(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }
}
