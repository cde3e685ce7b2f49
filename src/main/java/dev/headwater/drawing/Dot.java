package dev.headwater.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a diagram in the language of Graphviz. The format is that of
 * https://graphviz.org/doc/info/lang.html and https://graphviz.org/docs/attr-types/escString/.
 */
public final class Dot {
  private Dot() {}

  /** The diagram as a directed graph from left to right, one statement a line. */
  public static String write(Diagram diagram) {
    Map<String, String> names = new HashMap<>();
    StringBuilder out = new StringBuilder("digraph {\n  rankdir=LR;\n");
    out.append("  label=").append(quoted(diagram.title())).append(";\n  labelloc=t;\n");
    out.append("  node [fontname=\"sans-serif\", fontsize=11];\n");
    out.append("  edge [fontname=\"sans-serif\", fontsize=9];\n");
    for (Box box : diagram.boxes()) {
      String name = "n" + names.size();
      names.put(box.id(), name);
      out.append("  ").append(name).append(" [label=").append(quotedLines(Wording.lines(box)));
      out.append(", id=").append(quoted(box.id()));
      out.append(", tooltip=").append(quoted(Wording.of(box)));
      out.append(", ").append(look(box)).append("];\n");
    }
    for (Arrow arrow : diagram.arrows()) {
      out.append("  ").append(names.get(arrow.from())).append(" -> ");
      out.append(names.get(arrow.to()));
      out.append(" [label=").append(quoted(Wording.label(arrow)));
      out.append(arrow.inferred() ? ", style=dashed" : "");
      // A back arrow must not pull its target to the right.
      out.append(arrow.back() ? ", constraint=false, penwidth=2" : "").append("];\n");
    }
    return out.append("}\n").toString();
  }

  private static String look(Box box) {
    String shape =
        switch (box.kind()) {
          case DATASET -> "box";
          case MODEL -> "octagon";
          case JOB -> "box";
        };
    List<String> styles = new ArrayList<>();
    if (box.kind() == BoxKind.JOB) {
      styles.add("rounded");
    }
    Set<Sign> signs = box.signs();
    if (signs.contains(Sign.UNDOCUMENTED)) {
      styles.add("dashed");
    } else if (signs.contains(Sign.UNKNOWN_ORIGIN)) {
      styles.add("dotted");
    }
    boolean bold = box.focus() || signs.contains(Sign.UNDOCUMENTED);
    return "shape="
        + shape
        + (styles.isEmpty() ? "" : ", style=\"" + String.join(",", styles) + "\"")
        + (signs.contains(Sign.SYNTHETIC) ? ", peripheries=2" : "")
        + (bold ? ", penwidth=2.5" : "");
  }

  private static String quoted(String text) {
    return quotedLines(List.of(text));
  }

  /**
   * A quoted text. A backslash begins an escape in labels, and an ampersand an entity of HTML, so
   * both are escaped too.
   */
  private static String quotedLines(List<String> lines) {
    List<String> escaped =
        lines.stream()
            .map(
                line ->
                    Labels.readable(line)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("&", "&amp;"))
            .toList();
    return '"' + String.join("\\n", escaped) + '"';
  }
}
