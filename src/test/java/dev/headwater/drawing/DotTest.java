package dev.headwater.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DotTest {
  /** A quoted string as Graphviz reads it: it ends at the first quote after no backslash or two. */
  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";

  private static final Pattern NODE =
      Pattern.compile("  n[0-9]+ \\[label=" + QUOTED + ", id=" + QUOTED + ", .*];");

  @Test
  void hostileTexts_comeBackAsTheyWere() {
    Diagram diagram = Diagrams.hostile();
    List<String> labels = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (String line : Dot.write(diagram).split("\n")) {
      Matcher node = NODE.matcher(line);
      if (node.matches()) {
        labels.add(read(node.group(1)));
        ids.add(read(node.group(2)));
      }
    }
    assertThat(labels)
        .isEqualTo(
            diagram.boxes().stream()
                .map(Wording::lines)
                .map(lines -> String.join("\n", lines.stream().map(Labels::readable).toList()))
                .toList());
    assertThat(ids).isEqualTo(diagram.boxes().stream().map(Box::id).map(Labels::readable).toList());
  }

  @Test
  void hostileTexts_addNoStatement() {
    String dot = Dot.write(Diagrams.hostile());
    int boxes = Diagrams.HOSTILE.size();
    // Of the graph: the first and last line, two attributes of labels, one rank, two defaults.
    assertThat(dot.split("\n")).hasSize(2 * boxes + 7);
    for (String line : dot.split("\n")) {
      if (line.matches("  n[0-9].*")) {
        String bare = line.replaceAll(QUOTED, "Q");
        assertThat(bare)
            .matches("  n[0-9]+( -> n[0-9]+)? \\[[a-z]+=[A-Za-z0-9.]+(, [a-z]+=[A-Za-z0-9.]+)*];");
      }
    }
  }

  @Test
  void signsAndArrows_areWrittenInShapesAndWords() {
    Box box = Diagrams.box("a", Set.of(Sign.SYNTHETIC, Sign.UNDOCUMENTED));
    String dot = Dot.write(Diagrams.of(List.of(box), new Arrow("a", "a", "CLEAN", true, true)));
    assertThat(dot)
        .contains("synthetic, undocumented", "peripheries=2", "style=\"dashed\"")
        .contains("n0 -> n0 [label=\"CLEAN, inferred, leads back\", style=dashed");
  }

  /** What Graphviz shows for the text of a label. */
  private static String read(String written) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '\\') {
        i++;
        text.append(
            switch (written.charAt(i)) {
              case 'n' -> '\n';
              case '\\' -> '\\';
              case '"' -> '"';
              default -> throw new AssertionError("escape \\" + written.charAt(i));
            });
      } else {
        text.append(c);
      }
    }
    String shown = text.toString();
    assertThat(shown.replace("&amp;", "")).doesNotContain("&");
    return shown.replace("&amp;", "&");
  }
}
