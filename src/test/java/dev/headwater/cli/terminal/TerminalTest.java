package dev.headwater.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows when output is coloured, and for which width lines are broken. */
class TerminalTest {

  private final StringWriter out = new StringWriter();

  private Terminal pipe(Map<String, String> environment) {
    return Terminals.pipe(out, new StringWriter(), "", environment);
  }

  private Terminal window(int columns, Map<String, String> environment) {
    return Terminals.window(pipe(environment), columns);
  }

  @ParameterizedTest
  @CsvSource({
    "TERM,xterm,true",
    "NO_COLOR,'',true",
    "NO_COLOR,1,false",
    "NO_COLOR,0,false",
    "TERM,dumb,false"
  })
  void colours_areForTerminals_unlessTheUserWantsNone(String key, String value, boolean coloured) {
    assertThat(window(80, Map.of(key, value)).paint(Colour.RED, "FAIL"))
        .isEqualTo(coloured ? "\u001b[1;31mFAIL\u001b[0m" : "FAIL");
    assertThat(pipe(Map.of(key, value)).paint(Colour.RED, "FAIL")).isEqualTo("FAIL");
  }

  @ParameterizedTest
  @CsvSource({
    "30,'',30",
    "0,'',80",
    "5,'',20",
    "30,50,50",
    "0,50,50",
    "30,0,30",
    "30,-1,30",
    "30,wide,30",
    "0,1000000,80",
    "30,3,20"
  })
  void width_isThatOfTheVariable_elseOfTheWindow_elseUsual(int window, String set, int columns) {
    window(window, Map.of("COLUMNS", set)).print("x ".repeat(500));

    int longest = out.toString().lines().mapToInt(String::length).max().orElseThrow();
    // Every line ends with an x, in the odd columns, so that one column may be left over.
    assertThat(longest).isBetween(columns - 1, columns);
  }

  @Test
  void lines_areWhole_whenOutputIsNoTerminal() {
    pipe(Map.of("COLUMNS", "20")).print("x ".repeat(500));

    assertThat(out.toString()).isEqualTo("x ".repeat(500) + "\n");
  }

  @ParameterizedTest
  @CsvSource({"'24 80\n',80", "'0 0\n',0", "'',0", "'stty: no',0", "'24 -1',0"})
  void windowSize_isTheSecondNumberOfStty(String answer, int columns) {
    assertThat(WindowSize.columnsOf(answer)).isEqualTo(columns);
  }
}
