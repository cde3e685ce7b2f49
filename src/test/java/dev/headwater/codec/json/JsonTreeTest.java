package dev.headwater.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headwater.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares trees that are read and written without a mapper with those of the mapper. */
class JsonTreeTest {

  private static final String[] VALUES = {
    "0",
    "-1",
    "2147483648",
    "9223372036854775807",
    "123456789012345678901234567890",
    "0.1",
    "1e300",
    "-2.5E-7",
    "true",
    "false",
    "null",
    "\"\"",
    "\"a\\u0000\\\"\\\\\\n\"",
    "\"日本語 \uD83D\uDE00\"",
    "{}",
    "[]"
  };

  private static JsonNode read(String json) throws IOException {
    return JsonTree.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String random(Random random, int depth) {
    int form = depth == 0 ? 0 : random.nextInt(3);
    if (form == 0) {
      return VALUES[random.nextInt(VALUES.length)];
    }
    StringBuilder json = new StringBuilder(form == 1 ? "{" : "[ ");
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "" : ", ");
      json.append(form == 1 ? "\"f" + i + "\": " : "").append(random(random, depth - 1));
    }
    return json.append(form == 1 ? "}" : "]").toString();
  }

  @Test
  void trees_areThoseOfTheMapper() {
    Seeds.forEach(
        2_000,
        random -> {
          String json = random(random, 5);
          JsonNode expected = Json.mapper().readTree(json);

          assertThat(read(json)).as(json).isEqualTo(expected);
          assertThat(JsonTree.line(read(json)))
              .as(json)
              .isEqualTo(Json.mapper().writeValueAsString(expected));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "nonsense",
        "<html>",
        "1 2",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "]"
      })
  void textThatIsNotOneJsonValue_isAnError(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void nesting_isBounded() throws IOException {
    String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);

    assertThat(JsonTree.line(read(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> read("[" + deepest + "]")).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void whatIsNoJsonValue_isNotWritten() {
    assertThatThrownBy(() -> JsonTree.line(JsonNodeFactory.instance.missingNode()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
