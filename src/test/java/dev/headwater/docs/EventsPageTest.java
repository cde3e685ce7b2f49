package dev.headwater.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.codec.json.EventJson;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shows that EVENTS.md is right and complete: its examples are valid events, and it names every
 * field and symbol of the schema.
 */
class EventsPageTest {
  /**
   * Fields of the schema with the reason why something is withheld or not applicable. JSON writes
   * them as objects instead.
   */
  private static final Pattern REASON = Pattern.compile("[a-z]+(Withheld|NotApplicable)");

  private static List<LineageEvent> examples() {
    return EventsPage.blocks("json").stream().map(EventJson::read).toList();
  }

  @Test
  void eachType_hasAnExampleThatIsAnEvent_inItsOwnSection() {
    assertThat(examples())
        .extracting(LineageEvent::type)
        .containsAll(Arrays.asList(EventType.values()));
    for (LineageEvent example : examples()) {
      String section =
          EventsPage.TEXT.substring(EventsPage.TEXT.indexOf("\n## " + example.type() + "\n"));
      int end = section.indexOf("\n## ", 1);
      assertThat(end < 0 ? section : section.substring(0, end))
          .contains(example.eventId().toString());
    }
    assertThat(examples()).extracting(LineageEvent::eventId).doesNotHaveDuplicates();
  }

  /** A field that is missing in the page leads newcomers to events that the API rejects. */
  @Test
  void everyFieldOfTheSchema_isNamedInCode_andInAnExample() throws IOException {
    Set<String> fields = new TreeSet<>();
    collect(
        new ObjectMapper().readTree(EventsPage.read(Path.of("schemas/LineageEvent.avsc"))), fields);
    fields.removeIf(field -> REASON.matcher(field).matches());
    String text = EventsPage.TEXT.replaceAll("(?s)```.*?```", "");
    String json = String.join("", EventsPage.blocks("json"));
    assertThat(fields).hasSizeGreaterThan(80);
    assertThat(fields.stream().filter(field -> !text.contains("`" + field + "`")).toList())
        .as("fields that no sentence names")
        .isEmpty();
    List<String> optional = List.of("inferred"); // our bridge sets it
    assertThat(
            fields.stream()
                .filter(field -> !optional.contains(field))
                .filter(field -> !json.contains("\"" + field + "\":"))
                .toList())
        .as("fields that no example shows")
        .isEmpty();
  }

  private static void collect(JsonNode schema, Set<String> fields) {
    schema.path("fields").forEach(field -> fields.add(field.path("name").asText()));
    schema.forEach(part -> collect(part, fields));
  }

  @Test
  void everySymbol_isNamed() throws IOException {
    List<String> symbols = new ArrayList<>();
    symbols(
        new ObjectMapper().readTree(EventsPage.read(Path.of("schemas/LineageEvent.avsc"))),
        symbols);
    assertThat(
            symbols.stream()
                .filter(symbol -> !EventsPage.TEXT.contains("`" + symbol + "`"))
                .collect(Collectors.toSet()))
        .as("symbols that no sentence names")
        .isEmpty();
  }

  private static void symbols(JsonNode schema, List<String> symbols) {
    if (!schema.path("name").asText().equals("RuleName")) { // the rules are in the README
      schema.path("symbols").forEach(symbol -> symbols.add(symbol.asText()));
    }
    symbols.remove("UNRECOGNIZED");
    schema.forEach(part -> symbols(part, symbols));
  }

  @Test
  void reader_isTheOneThatIsCompiledAndRun() {
    String tested = EventsPage.read(Path.of("src/test/java/dev/headwater/docs/AlertReader.java"));
    assertThat(EventsPage.blocks("java"))
        .hasSize(1)
        .allSatisfy(
            example ->
                assertThat(tested.replaceAll("\\s+", "")).contains(example.replaceAll("\\s+", "")));
  }
}
