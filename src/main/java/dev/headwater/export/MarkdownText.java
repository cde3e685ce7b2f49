package dev.headwater.export;

import java.util.regex.Pattern;

/**
 * Escapes text so that it has no effect as Markdown: CommonMark, and what GitHub adds to it.
 *
 * <p>Whoever sends an event chooses its texts. Each becomes one line, in which no character can
 * begin a block, a cell, emphasis, code, a link, an entity or HTML, and no address becomes a link
 * by itself. Control characters are shown as U+FFFD. So are characters that change the direction of
 * writing, because they can make a line look like another one.
 */
public final class MarkdownText {
  private static final String ESCAPED = "\\`*[]|~$";
  private static final String BEGINS_BLOCK = "#+-=:";
  private static final Pattern NUMBERED = Pattern.compile("^([0-9]{1,9})([.)])(?=\\s|$)");
  private static final Pattern ADDRESS = Pattern.compile("(?i)(:)(//)|(\\bwww)(\\.)");

  private MarkdownText() {}

  /** Words, on one line. */
  public static String words(String text) {
    String line = oneLine(text);
    StringBuilder escaped = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        default -> {
          boolean active =
              ESCAPED.indexOf(c) >= 0
                  || (c == '_' && !isInsideWord(line, i))
                  || (i == 0 && BEGINS_BLOCK.indexOf(c) >= 0);
          if (active) {
            escaped.append('\\');
          }
          escaped.append(c);
        }
      }
    }
    String unnumbered = NUMBERED.matcher(escaped).replaceFirst("$1\\\\$2");
    return ADDRESS.matcher(unnumbered).replaceAll("$1$3\\\\$2$4");
  }

  /**
   * Returns the text as code, in which every character stands for itself. Returns it as words if it
   * contains a character that would end the code or its cell, or would begin HTML in a reader that
   * does not support code.
   */
  public static String code(String text) {
    String line = oneLine(text);
    boolean plain =
        line.indexOf('`') < 0 && line.indexOf('|') < 0 && line.indexOf('<') < 0 && !line.isBlank();
    return plain ? '`' + line + '`' : words(line);
  }

  /**
   * Whether an underscore is between letters or digits. There it has no effect, and many names
   * contain one.
   */
  private static boolean isInsideWord(String line, int at) {
    return at > 0
        && at < line.length() - 1
        && Character.isLetterOrDigit(line.charAt(at - 1))
        && Character.isLetterOrDigit(line.charAt(at + 1));
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.strip()
        .codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || c == 0x85 || c == 0xA0) {
                if (line.length() == 0 || line.charAt(line.length() - 1) != ' ') {
                  line.append(' ');
                }
              } else {
                line.appendCodePoint(isDisguise(c) ? 0xFFFD : c);
              }
            });
    return line.toString();
  }

  private static boolean isDisguise(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          // Several scripts and emoji need the joiners.
          c != 0x200C && c != 0x200D;
      default -> false;
    };
  }
}
