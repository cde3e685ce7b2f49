package dev.headwater.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.InvalidException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Shows that errors in JSON name the place, in our own words and not in those of a library. Inserts
 * odd pieces at every place of valid texts, and cuts the texts at every place.
 */
class JsonFaultTest {
  private static final Pattern LIBRARY =
      Pattern.compile(
          "(?i)jackson|fasterxml|JsonNode|JsonToken|JsonRead|Feature|Constraint|Source:|token \\(|`"
              + "|code \\d|was expecting|CTRL-CHAR|JSON (String|Array|Object|Boolean)");
  private static final Pattern PLACED = Pattern.compile(".*\\(line \\d+, column \\d+\\)");

  private static final List<String> GOOD =
      List.of(
          "{\"a\":[1,2.5e3,true,null,{\"b\":\"\\u00e9\\n\"}],\"c\":\"text\"}",
          "[[\"x\",-0.1],{\"y\":{\"z\":false}}]");

  private static final List<String> ODD =
      List.of(
          "NaN",
          "Infinity",
          "\\",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "'",
          "\n",
          "\0",
          "01",
          "1.",
          "\\u12",
          "\\q",
          "/*",
          "#",
          "undefined",
          "tru",
          "\t\"",
          "--1",
          "\ud800",
          "0x1",
          "+1");

  @Test
  void whateverIsPutAnywhere_isReadOrRefusedWithItsPlace() {
    int refused = 0;
    Random random = new Random(11);
    for (String good : GOOD) {
      for (int at = 0; at <= good.length(); at++) {
        for (String odd : ODD) {
          int cut = random.nextInt(3);
          String text =
              good.substring(0, at) + odd + good.substring(Math.min(good.length(), at + cut));
          refused += refused(text) ? 1 : 0;
        }
        refused += refused(good.substring(0, at)) ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private static boolean refused(String text) {
    try {
      Json.parse(text.getBytes(StandardCharsets.UTF_8));
      return false;
    } catch (InvalidException invalid) {
      assertThat(invalid.getMessage()).as(text).doesNotContainPattern(LIBRARY).hasLineCount(1);
      assertThat(
              invalid.getMessage().equals("is empty, must be JSON")
                  || PLACED.matcher(invalid.getMessage()).matches())
          .as("%s: %s", text, invalid.getMessage())
          .isTrue();
      return true;
    }
  }
}
