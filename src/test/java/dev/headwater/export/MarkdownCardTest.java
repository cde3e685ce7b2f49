package dev.headwater.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Shows that the Markdown and the JSON of a card say the same, and that texts of events cannot
 * change the structure of the Markdown. An independent parser reads the Markdown.
 */
class MarkdownCardTest {
  private static final String LABEL = "Not stated:";

  static final List<String> HOSTILE =
      List.of(
          "a | b | c",
          "a\n## Verdict\n\n- **Gate:** `PASS`",
          "a\r\n\r\n| x | y |\r\n|---|---|\r\n| 1 | 2 |",
          "# heading",
          "- item",
          "+ item",
          "1. item",
          "1) item",
          "> quote",
          "---",
          "===",
          "***",
          "a  \nb",
          "`code",
          "``` \nfence",
          "`a` and ``b`` | `c",
          "\\` \\| \\",
          "a\\",
          "**bold** _slanted_ __bold__ *slanted",
          "<script>alert(1)</script>",
          "<!-- hidden",
          "<a href=x>",
          "</td></tr></table>",
          "<https://evil.example>",
          "[x](javascript:alert(1))",
          "](javascript:alert(1))",
          "![x](https://evil.example/p.png)",
          "[x]: javascript:alert(1)",
          "[x][y]",
          "&lt;script&gt; &#124; &copy;",
          "https://evil.example/?a=b_c_d www.evil.example",
          "~~gone~~ $math$ ~~~",
          "- [ ] done",
          "\t\tcode",
          "a\u2028# b\u2029# c\u0085# d",
          "a\u202Egnp.exe\u2066b",
          "\u0000\u0007\u001B[2J\u007F",
          "|",
          "`",
          "\\",
          "_");

  @Test
  void bothFormats_sayTheSame() {
    Seeds.forEach(200, Cards::random, MarkdownCardTest::assertBothFormatsSayTheSame);
  }

  private static void assertBothFormatsSayTheSame(CardFacts facts) {
    DataCard card = DataCard.of(facts);
    Rendered markdown = Rendered.of(MarkdownCard.write(card));
    String said = visible(markdown.text());
    List<String> stated = new ArrayList<>();
    int notStated = leaves(json(card), stated);

    assertThat(markdown.strange()).isEmpty();
    assertThat(stated).allSatisfy(text -> assertThat(said).contains(visible(text)));
    assertThat(notStated(markdown.text())).isEqualTo(notStated);
  }

  @Test
  void theSameFacts_areTheSameBytes() {
    Seeds.forEach(
        20,
        Cards::random,
        facts -> {
          assertThat(MarkdownCard.write(DataCard.of(facts)))
              .isEqualTo(MarkdownCard.write(DataCard.of(facts)));
          assertThat(JsonCard.write(DataCard.of(facts)))
              .isEqualTo(JsonCard.write(DataCard.of(facts)));
        });
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void hostileTexts_changeNothingButTheText(String text) {
    Rendered plain = Rendered.of(MarkdownCard.write(DataCard.of(Cards.saying("x"))));

    String markdown = MarkdownCard.write(DataCard.of(Cards.saying(text)));
    Rendered hostile = Rendered.of(markdown);

    assertThat(hostile.strange()).isEmpty();
    assertThat(hostile.structure()).isEqualTo(plain.structure());
    assertThat(visible(hostile.text())).contains(visible(text));
    assertThat(markdown).doesNotContain("<");
    assertThat(markdown)
        .as("addresses that a reader of Markdown would make into links by itself")
        .doesNotContainPattern("(?m)^[^`]*https?://evil")
        .doesNotContainPattern("(?m)^[^`]*www\\.evil");
    assertThat(
            markdown.chars().filter(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202E)))
        .isEmpty();
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void hostileTexts_areOneParagraphWhereverTheyStand(String text) {
    for (String markdown : List.of(MarkdownText.words(text), MarkdownText.code(text))) {
      Rendered alone = Rendered.of(markdown);

      assertThat(alone.strange()).as(markdown).isEmpty();
      assertThat(alone.structure()).as(markdown).isEqualTo(List.of("Document", "Paragraph"));
      assertThat(visible(alone.text())).isEqualTo(visible(text));
    }
  }

  /** Collects every text and number in order. Returns how often nothing is stated. */
  private static int leaves(JsonNode node, List<String> texts) {
    int notStated = 0;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      boolean note = field.getKey().equals("note");
      notStated += note && field.getValue().isNull() ? 0 : leaves(field.getValue(), texts);
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        notStated += leaves(item, texts);
      }
    }
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    if (node.isIntegralNumber()) {
      texts.add(String.format(Locale.ROOT, "%,d", node.asLong()));
    }
    return notStated + (node.isNull() ? 1 : 0);
  }

  private static int notStated(String text) {
    return text.lines()
        .mapToInt(
            line ->
                line.startsWith(LABEL)
                    ? (int) Arrays.stream(line.substring(LABEL.length()).split(";")).count()
                    : (line.length() - line.replace("not stated", "").length())
                        / "not stated".length())
        .sum();
  }

  /** Removes spaces and control characters, which a card may show in another way. */
  private static String visible(String text) {
    return text.replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\x{FFFD}]", "");
  }

  static JsonNode json(DataCard card) {
    try {
      return new ObjectMapper().readTree(JsonCard.write(card));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
