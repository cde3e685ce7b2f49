package dev.headwater.remedy;

/**
 * Which characters may stand in a form as they are. The others can hide or reorder what a person
 * sees before copying it, or act on a terminal: they are written as escapes.
 */
final class Visible {
  private Visible() {}

  static boolean is(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }

  /** The text with each character that is not visible as <code>&#92;uXXXX</code>, once or twice. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (is(point)) {
                escaped.appendCodePoint(point);
              } else {
                for (char c : Character.toChars(point)) {
                  escaped.append(String.format("\\u%04x", (int) c));
                }
              }
            });
    return escaped.toString();
  }
}
