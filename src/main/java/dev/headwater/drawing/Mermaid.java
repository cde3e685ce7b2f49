package dev.headwater.drawing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes a diagram as a flowchart of Mermaid, for Markdown. The format is that of
 * https://mermaid.js.org/syntax/flowchart.html.
 *
 * <p>Mermaid draws at most 500 arrows and 50,000 characters unless its {@code maxEdges} and {@code
 * maxTextSize} are raised.
 */
public final class Mermaid {
  private static final String PLAIN = " /,";

  /** Plain between two letters or digits. At the ends of words they begin lists and emphasis. */
  private static final String PLAIN_IN_WORDS = "-_.+";

  private Mermaid() {}

  /** The diagram as a flowchart from left to right, one statement a line. */
  public static String write(Diagram diagram) {
    Map<String, String> names = new HashMap<>();
    StringBuilder out = new StringBuilder();
    if (!diagram.title().isBlank()) {
      out.append("---\ntitle: \"").append(yaml(diagram.title())).append("\"\n---\n");
    }
    out.append("flowchart LR\n");
    for (Box box : diagram.boxes()) {
      String name = "n" + names.size();
      names.put(box.id(), name);
      out.append("  ").append(name).append(shaped(box.kind(), lines(Wording.lines(box))));
      out.append('\n');
    }
    for (Arrow arrow : diagram.arrows()) {
      String label = Wording.label(arrow);
      String line = arrow.inferred() ? " -.->" : arrow.back() ? " ==>" : " -->";
      out.append("  ").append(names.get(arrow.from())).append(line);
      out.append(label.isBlank() ? "" : "|\"" + escaped(label) + "\"|");
      out.append(' ').append(names.get(arrow.to())).append('\n');
    }
    for (Box box : diagram.boxes()) {
      String look = look(box);
      if (!look.isEmpty()) {
        out.append("  style ").append(names.get(box.id())).append(' ').append(look).append('\n');
      }
    }
    return out.toString();
  }

  private static String shaped(BoxKind kind, String label) {
    return switch (kind) {
      case DATASET -> "[\"" + label + "\"]";
      case MODEL -> "{{\"" + label + "\"}}";
      case JOB -> "([\"" + label + "\"])";
    };
  }

  private static String look(Box box) {
    StringJoiner look = new StringJoiner(",");
    if (box.signs().contains(Sign.UNDOCUMENTED)) {
      look.add("stroke-width:3px").add("stroke-dasharray:7 4");
    } else if (box.signs().contains(Sign.UNKNOWN_ORIGIN)) {
      look.add("stroke-width:2px").add("stroke-dasharray:2 3");
    } else if (box.focus()) {
      look.add("stroke-width:3px");
    }
    return look.toString();
  }

  private static String lines(List<String> lines) {
    return String.join("<br/>", lines.stream().map(Mermaid::escaped).toList());
  }

  /**
   * The text for a label: every character that could mean something to Mermaid, Markdown or HTML is
   * an entity code, {@code #35;}.
   */
  private static String escaped(String text) {
    return escaped(text, "#%d;");
  }

  /** The text for the title, which is YAML in quotes and knows no entity codes. */
  private static String yaml(String text) {
    return escaped(text, "\\x%02X");
  }

  private static String escaped(String text, String escape) {
    int[] points = Labels.readable(text).codePoints().toArray();
    StringBuilder escaped = new StringBuilder(points.length + 16);
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      if (c >= 0x80 || isWord(c) || PLAIN.indexOf(c) >= 0 || isInsideWord(points, i)) {
        escaped.appendCodePoint(c);
      } else {
        escaped.append(String.format(Locale.ROOT, escape, c));
      }
    }
    return escaped.toString();
  }

  /** A dot after a w is not plain: Markdown makes links of addresses that begin with www. */
  private static boolean isInsideWord(int[] points, int at) {
    return PLAIN_IN_WORDS.indexOf(points[at]) >= 0
        && at > 0
        && at < points.length - 1
        && isWord(points[at - 1])
        && isWord(points[at + 1])
        && !(points[at] == '.' && Character.toLowerCase(points[at - 1]) == 'w');
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c);
  }
}
