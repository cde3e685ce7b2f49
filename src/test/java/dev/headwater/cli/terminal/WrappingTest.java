package dev.headwater.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows where lines are broken for a window. */
class WrappingTest {

  @Test
  void lineThatFits_staysAsItIs() {
    assertThat(Wrapping.lines("  missing:  seed", 16)).containsExactly("  missing:  seed");
  }

  @Test
  void line_isBrokenBetweenWords_andIndentedFurther() {
    assertThat(Wrapping.lines("  missing: seed, prompts, parameters", 22))
        .containsExactly("  missing: seed,", "      prompts,", "      parameters");
  }

  @Test
  void arrow_staysWithTheWordAfterIt() {
    assertThat(Wrapping.lines("path: dataset:l:a -> dataset:l:b -> model:l:m", 23))
        .containsExactly("path: dataset:l:a", "    -> dataset:l:b", "    -> model:l:m");
  }

  @Test
  void wordThatIsTooLong_staysWhole() {
    assertThat(Wrapping.lines("  origin: dataset:lab:corpora/long-name@2026 x", 20))
        .containsExactly("  origin:", "      dataset:lab:corpora/long-name@2026", "      x");
  }

  @Test
  void wideCharacters_countTwice_andCodesOfColoursDoNot() {
    assertThat(Wrapping.columns("日本語 a")).isEqualTo(8);
    assertThat(Wrapping.columns("e\u0301")).isEqualTo(1);
    assertThat(Wrapping.columns("\uD83D\uDE00")).isEqualTo(2);
    assertThat(Wrapping.columns(Colour.RED.paint("FAIL") + " a")).isEqualTo(6);
  }

  @Test
  void words_areAllKept_inTheirOrder() {
    String[] words = {"a", "->", "seed,", "dataset:lab:dialogues@1", "日本語", "\u001b[33mX\u001b[0m"};
    Seeds.forEach(
        2_000,
        random -> {
          StringBuilder line = new StringBuilder(" ".repeat(random.nextInt(5))).append("path:");
          for (int n = random.nextInt(20); n > 0; n--) {
            line.append(' ').append(words[random.nextInt(words.length)]);
          }
          int columns = 20 + random.nextInt(60);

          List<String> lines = Wrapping.lines(line.toString(), columns);

          assertThat(String.join(" ", lines).strip().split(" +"))
              .containsExactly(line.toString().strip().split(" +"));
          assertThat(lines)
              .as("at most %d columns", columns)
              .allMatch(
                  part -> Wrapping.columns(part) <= columns || part.strip().matches("(-> )*[^ ]+"));
        });
  }
}
