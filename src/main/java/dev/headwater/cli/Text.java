package dev.headwater.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text for terminals and addresses. */
final class Text {

  private static final int LONGEST_LINE = 2_000;

  private Text() {}

  /**
   * The text on one line of at most 2,000 characters: control characters, which could also move a
   * terminal's cursor, become spaces.
   */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST_LINE));
    for (int i = 0; i < text.length() && line.length() < LONGEST_LINE; i++) {
      char c = text.charAt(i);
      boolean gap = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      if (!gap) {
        line.append(c);
      } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().strip();
  }

  /** The text as one segment of a path, or one value of a query (RFC 3986, UTF-8). */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
