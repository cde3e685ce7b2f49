package dev.headwater.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of a drawing: what of them is shown, about how wide they are, and where they are cut.
 *
 * <p>The server does not know the fonts of its readers, so widths are estimated by classes of
 * characters. The classes fit DejaVu Sans, which is wider than most: a text may take less room than
 * estimated, and rarely more.
 */
final class Labels {
  private static final String CUT = "…";
  private static final double BOLD = 1.11;

  /** A character with its marks and joiners. Cutting inside of one would change it. */
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  /** Longer clusters are not writing, but piles of marks that cover what is above and below. */
  private static final int CLUSTER_CODE_POINTS = 16;

  private static final String NARROW = "!\"'(),-./:;I[\\]`fijlrt|";
  private static final String WIDE = "mwMW%@";
  private static final String SYMBOLS = "+<=>~#$&^";

  private Labels() {}

  /**
   * The text on one line. Control characters, lone surrogates and characters that change the
   * direction of writing are shown as U+FFFD, because they can make a name look like another one.
   */
  static String readable(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || c == '\r') {
                line.append(' ');
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
          // Several scripts and emoji need the joiners, and flags of regions need the tags.
          c != 0x200C && c != 0x200D && !(c >= 0xE0020 && c <= 0xE007F);
      default -> (c & 0xFFFE) == 0xFFFE;
    };
  }

  /** The estimated width, in pixels. */
  static double width(String text, double size, boolean bold) {
    double em = text.codePoints().mapToDouble(Labels::em).sum();
    return em * size * (bold ? BOLD : 1);
  }

  /** The readable text, with its middle cut out if it is wider than the limit in pixels. */
  static String fit(String text, double limit, double size, boolean bold) {
    String readable = readable(text);
    List<String> clusters = clusters(readable);
    double[] widths = clusters.stream().mapToDouble(c -> width(c, size, bold)).toArray();
    double total = 0;
    for (double width : widths) {
      total += width;
    }
    if (total <= limit) {
      return String.join("", clusters);
    }
    double left = limit - width(CUT, size, bold);
    int head = 0;
    int tail = clusters.size();
    while (head < tail) {
      boolean atHead = head <= clusters.size() - tail;
      double next = atHead ? widths[head] : widths[tail - 1];
      if (next > left) {
        break;
      }
      left -= next;
      if (atHead) {
        head++;
      } else {
        tail--;
      }
    }
    return String.join("", clusters.subList(0, head))
        + CUT
        + String.join("", clusters.subList(tail, clusters.size()));
  }

  /** The readable text in lines of at most the width in pixels; words wider than that are cut. */
  static List<String> wrap(String text, double limit, double size, boolean bold) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : readable(text).strip().split(" +")) {
      String fitted = fit(word, limit, size, bold);
      if (line.length() > 0 && width(line + " " + fitted, size, bold) > limit) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(fitted);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static List<String> clusters(String text) {
    List<String> clusters = new ArrayList<>();
    Matcher matcher = CLUSTER.matcher(text);
    while (matcher.find()) {
      String cluster = matcher.group();
      boolean pile = cluster.codePointCount(0, cluster.length()) > CLUSTER_CODE_POINTS;
      clusters.add(
          pile
              ? cluster.substring(0, cluster.offsetByCodePoints(0, CLUSTER_CODE_POINTS))
              : cluster);
    }
    return clusters;
  }

  private static double em(int c) {
    if (c < 0x7F) {
      return latinEm((char) c);
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      case Character.COMBINING_SPACING_MARK -> 0.4;
      default -> {
        if (isEmoji(c)) {
          yield 1.35;
        }
        yield isFullWidth(c) ? 1.02 : Character.isUpperCase(c) ? 0.8 : 0.72;
      }
    };
  }

  private static double latinEm(char c) {
    if (c == ' ') {
      return 0.34;
    }
    if (NARROW.indexOf(c) >= 0) {
      return 0.40;
    }
    if (WIDE.indexOf(c) >= 0) {
      return 0.98;
    }
    if (SYMBOLS.indexOf(c) >= 0) {
      return 0.84;
    }
    return c >= 'A' && c <= 'Z' ? 0.74 : 0.635;
  }

  private static boolean isEmoji(int c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF);
  }

  private static boolean isFullWidth(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x20000 && c <= 0x3FFFF)
        || c == '…'
        || c == 0xFFFD;
  }
}
