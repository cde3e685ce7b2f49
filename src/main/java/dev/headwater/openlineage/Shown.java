package dev.headwater.openlineage;

/**
 * Shortens text from outside for use in messages: at most {@value #CHARS} characters of it, on one
 * line. Control characters and surrogates become question marks.
 */
final class Shown {
  private static final int CHARS = 100;

  private Shown() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), CHARS); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return text.length() > CHARS ? shown + "..." : shown.toString();
  }
}
