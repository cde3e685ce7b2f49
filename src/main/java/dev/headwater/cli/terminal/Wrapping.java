package dev.headwater.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines for a window of a terminal. */
public final class Wrapping {

  private static final String CONTINUATION = "    ";
  private static final String ARROW = "->";
  private static final char ESCAPE = '\u001b';

  /** East Asian wide characters and emoji (Unicode Standard Annex 11): first and last of each. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0xA4CF},
    {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD}
  };

  private Wrapping() {}

  /**
   * Breaks a line at spaces, so that each part fits. The parts after the first are indented by four
   * more than the line. A word that does not fit into the window, as a long asset id, stays whole,
   * so that it can be copied. An arrow stays with the word after it.
   */
  static List<String> lines(String line, int columns) {
    if (columns(line) <= columns) {
      return List.of(line);
    }
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    List<String> lines = new ArrayList<>();
    StringBuilder part = new StringBuilder(indent);
    boolean empty = true;
    for (String word : words(line.strip())) {
      if (!empty && columns(part.toString()) + 1 + columns(word) > columns) {
        lines.add(part.toString());
        part = new StringBuilder(indent).append(CONTINUATION);
        empty = true;
      }
      part.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(part.toString());
    return lines;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String before = "";
    for (String word : text.split(" +")) {
      if (word.equals(ARROW)) {
        before += ARROW + " ";
      } else {
        words.add(before + word);
        before = "";
      }
    }
    if (!before.isEmpty()) {
      words.add(before.strip());
    }
    return words;
  }

  /** How many columns a text takes. The codes of colours take none. */
  public static int columns(String text) {
    int columns = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (codePoint == ESCAPE) {
        int end = text.indexOf('m', at);
        at = end < 0 ? text.length() : end + 1;
      } else {
        columns += columns(codePoint);
        at += Character.charCount(codePoint);
      }
    }
    return columns;
  }

  private static int columns(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}
