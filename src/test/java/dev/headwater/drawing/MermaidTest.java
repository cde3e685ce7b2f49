package dev.headwater.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MermaidTest {
  private static final Pattern NODE =
      Pattern.compile("  n[0-9]+(?:\\[|\\{\\{|\\(\\[)\"([^\"]*)\"(?:]|}}|]\\))");
  private static final Pattern ARROW =
      Pattern.compile("  n[0-9]+ (?:-->|-\\.->|==>)(?:\\|\"([^\"]*)\"\\|)? n[0-9]+");
  private static final Pattern STYLE = Pattern.compile("  style n[0-9]+ [a-z0-9:, -]+");
  private static final Pattern ENTITY = Pattern.compile("#([0-9]+);");

  @Test
  void hostileTexts_comeBackAsTheyWere() {
    Diagram diagram = Diagrams.hostile();
    List<String> labels = new ArrayList<>();
    List<String> arrows = new ArrayList<>();
    for (String line : Mermaid.write(diagram).split("\n")) {
      Matcher node = NODE.matcher(line);
      Matcher arrow = ARROW.matcher(line);
      if (node.matches()) {
        labels.add(read(node.group(1).replace("<br/>", "\n")));
      } else if (arrow.matches()) {
        arrows.add(read(arrow.group(1)));
      }
    }
    assertThat(labels)
        .isEqualTo(
            diagram.boxes().stream()
                .map(Wording::lines)
                .map(lines -> String.join("\n", lines.stream().map(Labels::readable).toList()))
                .toList());
    assertThat(arrows)
        .isEqualTo(diagram.arrows().stream().map(Wording::label).map(Labels::readable).toList());
  }

  @Test
  void hostileTexts_addNoStatement() {
    String[] lines = Mermaid.write(Diagrams.hostile()).split("\n");
    assertThat(lines[0]).isEqualTo("---");
    assertThat(lines[1]).matches("title: \"([^\"\\\\%<{`#]|\\\\x[0-9A-F]{2})*\"");
    assertThat(lines[2]).isEqualTo("---");
    assertThat(lines[3]).isEqualTo("flowchart LR");
    for (int i = 4; i < lines.length; i++) {
      assertThat(
              NODE.matcher(lines[i]).matches()
                  || ARROW.matcher(lines[i]).matches()
                  || STYLE.matcher(lines[i]).matches())
          .as(lines[i])
          .isTrue();
    }
  }

  /** Mermaid hands labels to a renderer of Markdown. */
  @Test
  void labels_holdNothingThatMarkdownReads() {
    for (String line : Mermaid.write(Diagrams.hostile()).split("\n")) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        assertThat(arrow.group(1).replaceAll(ENTITY.pattern(), "E"))
            .doesNotContainPattern("[<>*`~\\[\\]{}()&#%:;|!\"'\\\\]")
            .doesNotContainPattern("(^| )[-+_.]|[-+_.]( |$)|(?i)www\\.");
      }
    }
  }

  @Test
  void plainNames_stayReadable() {
    Box box = Diagrams.box("corpora/udhr-2026_11.v2");
    assertThat(Mermaid.write(Diagrams.of(List.of(box))))
        .contains("n0[\"dataset lab<br/>corpora/udhr-2026_11.v2<br/>version 1\"]");
  }

  private static String read(String written) {
    StringBuilder text = new StringBuilder();
    Matcher entity = ENTITY.matcher(written);
    while (entity.find()) {
      entity.appendReplacement(
          text, Matcher.quoteReplacement(Character.toString(Integer.parseInt(entity.group(1)))));
    }
    return entity.appendTail(text).toString();
  }
}
