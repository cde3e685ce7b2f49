package dev.headwater.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.Seeds;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.Events;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that event JSON is read as the contract says, and that an error names the field and the
 * problem. Replaces single values of an example, and damages random events.
 */
class EventJsonTest {
  private static ObjectNode example() {
    try (InputStream in = EventJsonTest.class.getResourceAsStream("synthesize.json")) {
      return (ObjectNode) Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the example with another value at a JSON pointer. */
  private static ObjectNode with(String pointer, String json) {
    ObjectNode event = example();
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = event.at(pointer.substring(0, slash));
    String last = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), Json.parse(json));
    } else {
      ((ObjectNode) parent).set(last, Json.parse(json));
    }
    return event;
  }

  @Test
  void example_isWrittenAsItWasRead() {
    assertThat(EventJson.write(EventJson.read(example())).toPrettyString())
        .isEqualTo(sorted("/synthesize/parameters").toPrettyString());
  }

  /** Returns the example with the keys of a map in the order in which they are written. */
  private static ObjectNode sorted(String pointer) {
    ObjectNode event = example();
    ObjectNode map = (ObjectNode) event.at(pointer);
    TreeMap<String, JsonNode> entries = new TreeMap<>();
    map.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    map.removeAll();
    entries.forEach(map::set);
    return event;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/eventID                          | eventID",
        "/job/owner                        | job.owner",
        "/inputs/0/rol                     | inputs[0].rol",
        "/outputs/0/composition/0/note     | outputs[0].composition[0].note",
        "/agents/0/name                    | agents[0].name",
        "/decisions/0/why                  | decisions[0].why",
        "/synthesize/seeds                 | synthesize.seeds",
        "/synthesize/generators/0/version  | synthesize.generators[0].version",
        "/synthesize/prompts/0/text        | synthesize.prompts[0].text"
      })
  void unknownField_isNamedWithItsPath(String pointer, String path) {
    assertInvalid(with(pointer, "1"), path, "is not a field here; the fields are ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/run                              | 7               | run                             | must be text, is the number 7",
        "/job                              | `\"x\"`         | job                             | must be an object, is text",
        "/inputs                           | {}              | inputs                          | must be an array, is an object",
        "/inputs/1                         | null            | inputs[1]                       | must be an object, is null",
        "/inputs/0/asset                   | 5               | inputs[0].asset                 | must be a URN",
        "/inputs/0/records                 | `\"175\"`       | inputs[0].records               | must be a whole number, is text",
        "/inputs/0/records                 | 1.5             | inputs[0].records               | must be a whole number, is the number 1.5",
        "/inputs/0/records                 | -1              | inputs[0].records               | must not be negative",
        "/inputs/0/records                 | 9223372036854775808 | inputs[0].records           | must be from 0 to 2^63-1",
        "/inputs/0/weight                  | true            | inputs[0].weight                | must be a number, is true",
        "/inputs/0/weight                  | 1e999           | inputs[0].weight                | finite",
        "/inputs/0/inferred                | `\"yes\"`       | inputs[0].inferred              | must be true or false, is text",
        "/inputs/0/role                    | `\"source\"`    | inputs[0].role                  | must be one of SOURCE, SEED",
        "/outputs/0/composition/0/counts/en | `\"x\"`        | outputs[0].composition[0].counts[\"en\"] | must be a number",
        "/outputs/0/composition/0/counts   | null            | outputs[0].composition[0].counts | is required",
        "/decisions/0/decidedBy            | null            | decisions[0].decidedBy          | is required",
        "/decisions/0/decidedBy/0          | 1               | decisions[0].decidedBy[0]       | must be text",
        "/decisions/0/decidedAt            | `\"2026\"`      | decisions[0].decidedAt          | must be an instant as in RFC 3339",
        "/eventTime                        | 1700000000      | eventTime                       | must be text",
        "/eventTime                        | `\"2026-11-22\"` | eventTime                      | must be an instant",
        "/eventId                          | `\"1-1-1-1-1\"` | eventId                         | is not a UUID",
        "/type                             | `\"SYNTH\"`     | type                            | must be one of INGEST",
        "/synthesize/prompts/0/role        | []              | synthesize.prompts[0].role      | must be text, is an array",
        "/synthesize/parameters/top_p      | 1.0             | synthesize.parameters[\"top_p\"] | must be text, is the number 1.0",
        "/synthesize/parameters            | []              | synthesize.parameters           | must be an object",
        "/synthesize/generators            | {}              | synthesize.generators           | must be a value",
        "/synthesize/generators            | {\"notApplicable\":\"x\"} | synthesize.generators | but not notApplicable",
        "/synthesize/prompts               | {\"withheld\":\" \"} | synthesize.prompts.withheld | not blank",
        "/synthesize/prompts               | {\"withheld\":\"TBD\"} | synthesize.prompts.withheld | is a placeholder",
        "/synthesize/seed                  | []              | synthesize.seed                 | seeds proper are inputs",
        "/synthesize/parameters            | {\"withheld\":\"x\",\"a\":\"1\"} | synthesize.parameters.a | is not a field here"
      })
  void wrongValue_isNamedWithWhatWasExpected(
      String pointer, String json, String path, String problem) {
    assertInvalid(with(pointer, json), path, problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventId", "eventTime", "type", "producer", "job", "run"})
  void missingField_isNamed(String field) {
    ObjectNode event = example();
    event.remove(field);

    assertInvalid(event, field, "is required");
    assertInvalid(with("/" + field, "null"), field, "is required");
  }

  @ParameterizedTest
  @CsvSource({
    "id,agents",
    "type,agents",
    "role,agents",
    "id,decisions",
    "kind,decisions",
    "question,decisions",
    "choice,decisions",
    "rationale,decisions",
    "decidedBy,decisions",
    "asset,inputs",
    "asset,outputs"
  })
  void missingNestedField_isNamed(String field, String list) {
    ObjectNode event = example();
    ((ObjectNode) event.at("/" + list + "/0")).remove(field);

    assertInvalid(event, list + "[0]." + field, "is required");
  }

  private static void assertInvalid(JsonNode event, String path, String problem) {
    assertThatThrownBy(() -> EventJson.read(event))
        .isInstanceOfSatisfying(
            InvalidException.class,
            e -> {
              assertThat(e.path()).isEqualTo(path);
              assertThat(e.problem()).contains(problem);
              assertThat(e.getMessage()).startsWith(path + ": ");
            });
  }

  /** Blank text counts as absent, also where a symbol, an id, a time or an asset is spelled. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u3000\\n"})
  void blankText_isAbsent(String blank) {
    String said = "\"" + blank + "\"";
    for (String pointer :
        List.of(
            "/inputs/0/role", "/inputsComplete", "/synthesize/kind", "/decisions/0/decidedAt")) {
      assertThat(EventJson.read(with(pointer, said)))
          .as(pointer)
          .isEqualTo(EventJson.read(with(pointer, "null")));
    }
    for (String field : List.of("eventId", "eventTime", "type", "producer", "run")) {
      assertInvalid(with("/" + field, said), field, "is required");
    }
    assertInvalid(with("/inputs/0/asset", said), "inputs[0].asset", "is required");
    assertInvalid(with("/agents/0/type", said), "agents[0].type", "is required");
    assertInvalid(with("/inputs/0/records", said), "inputs[0].records", "whole number");
    assertInvalid(with("/inputs", said), "inputs", "must be an array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0"})
  void blankText_isAbsentInADocument(String blank) {
    String event =
        "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\",\"eventTime\":\"2026-11-22T10:00:00Z\","
            + "\"type\":\"DOCUMENT\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},"
            + "\"run\":\"r\",\"document\":{\"target\":\"dataset:n:a\","
            + "\"ingest\":{\"personalData\":\"%s\",\"containsSynthetic\":\"%s\"}}}";

    Document document = EventJson.read(event.formatted(blank, blank)).document().orElseThrow();

    assertThat(document.ingest().orElseThrow().personalData()).isEqualTo(Answer.UNKNOWN);
    assertThat(document.ingest().orElseThrow().containsSynthetic()).isEqualTo(Answer.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0"})
  void blankPartOfAnAsset_isAbsent(String blank) {
    String asset = "{\"kind\":\"DATASET\",\"namespace\":\"%s\",\"name\":\"%s\",\"version\":\"%s\"}";

    assertThat(
            EventJson.read(with("/inputs/0/asset", asset.formatted("n", "a", blank)))
                .inputs()
                .get(0)
                .asset())
        .isEqualTo(Asset.parse("dataset:n:a"));
    assertInvalid(
        with("/inputs/0/asset", asset.formatted(blank, "a", "1")),
        "inputs[0].asset.namespace",
        "must not be empty");
    assertInvalid(
        with("/inputs/0/asset", asset.formatted("n", blank, "1")),
        "inputs[0].asset.name",
        "must not be empty");
  }

  @Test
  void asset_mayBeAnObject() {
    LineageEvent event =
        EventJson.read(
            with(
                "/inputs/0/asset",
                "{\"kind\":\"DATASET\",\"namespace\":\"s3://lake\",\"name\":\"corpora/udhr\","
                    + "\"version\":\"2026-11\"}"));
    assertThat(event.inputs().get(0).asset())
        .isEqualTo(Asset.parse("dataset:s3%3A//lake:corpora/udhr@2026-11"));

    assertInvalid(
        with("/inputs/0/asset", "{\"kind\":\"DATASET\",\"name\":\"a\"}"),
        "inputs[0].asset.namespace",
        "must not be empty");
    assertInvalid(
        with("/inputs/0/asset", "{\"namespace\":\"n\",\"name\":\"a\"}"),
        "inputs[0].asset.kind",
        "is required");
    assertInvalid(
        with("/inputs/0/asset", "\"dataset:a b:c\""),
        "inputs[0].asset",
        "is not the canonical spelling, which is dataset:a%20b:c");
  }

  @Test
  void defaults_areTheContracts() {
    ObjectNode event = example();
    ((ObjectNode) event.at("/inputs/0")).remove("role");
    event.remove("inputsComplete");
    ((ObjectNode) event.at("/outputs/0/composition/0")).remove("unknown");

    LineageEvent read = EventJson.read(event);

    assertThat(read.inputs().get(0).role()).isEqualTo(Role.SOURCE);
    assertThat(read.inputsComplete()).hasToString("NO_ASSERTION");
    assertThat(read.outputs().get(0).composition().get(0).unknown()).isZero();
    assertThat(read.inputs().get(0).inferred()).isFalse();
  }

  @Test
  void partsOfASynthesis_mayBeWithheldOrNotApplicable() {
    LineageEvent event =
        EventJson.read(with("/synthesize/parameters", "{\"notApplicable\":\"a template\"}"));
    assertThat(event.synthesize().orElseThrow().parameters())
        .isEqualTo(new Stated.NotApplicable<>("a template"));

    event = EventJson.read(with("/synthesize/generators", "{\"withheld\":\"contract\"}"));
    assertThat(event.synthesize().orElseThrow().generators())
        .isEqualTo(new Stated.Withheld<>("contract"));

    event = EventJson.read(with("/synthesize/seed", "{\"notApplicable\":\"no seeds\"}"));
    assertThat(event.synthesize().orElseThrow().seed())
        .contains(new Stated.NotApplicable<>("no seeds"));
  }

  @Test
  void wholeNumbers_mayHaveAFractionOfZero() {
    assertThat(EventJson.read(with("/inputs/0/records", "175.0")).inputs().get(0).records())
        .hasValue(175);
    assertThat(
            EventJson.read(with("/inputs/0/records", "9223372036854775807"))
                .inputs()
                .get(0)
                .records())
        .hasValue(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                      | is empty",
        "` `                     | is empty",
        "{\"a\":1,\"a\":2}       | is not JSON: the name 'a' stands twice in one object (line 1, column 11)",
        "{} {}                   | is not JSON: something follows after its end (line 1, column 4)",
        "{\"a\":NaN}             | is not JSON: 'NaN' is no value of JSON (line 1, column 9)",
        "{                       | is not JSON: it ends too early (line 1, column 2)",
        "{'a':1}                 | is not JSON",
        "[1,2                    | is not JSON"
      })
  void notJson_isSaid(String text, String problem) {
    assertThatThrownBy(() -> EventJson.read(text))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void duplicateMapKey_isRefused() {
    String json = example().toString().replace("\"en\":51000", "\"en\":51000,\"en\":1");

    assertThatThrownBy(() -> EventJson.read(json))
        .hasMessageContaining("the name 'en' stands twice in one object (line 1, column");
  }

  @Test
  void deepNesting_isRefusedWithoutOverflow() {
    String deep = "[".repeat(1_000_000);

    assertThatThrownBy(() -> EventJson.read(deep))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("it is nested deeper than 64 levels (line 1, column 66)");
    assertThatThrownBy(() -> EventJson.read("{\"a\":".repeat(1_000_000)))
        .isInstanceOf(InvalidException.class);
  }

  @Test
  void longNumber_isRefused() {
    assertThatThrownBy(() -> EventJson.read("{\"records\":" + "9".repeat(100_000) + "}"))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("a number is longer than 400 characters (line 1, column");
  }

  @Test
  void notUtf8_isRefused() {
    byte[] json = "{\"run\":\"a\"}".getBytes(StandardCharsets.ISO_8859_1);
    json[8] = (byte) 0xff;

    assertThatThrownBy(() -> EventJson.read(json))
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("is not JSON");
  }

  @Test
  void loneSurrogate_isRefused() {
    assertInvalid(with("/run", "\"\\ud800\""), "run", "has a lone surrogate");
  }

  @Test
  void damagedTrees_giveATypedErrorOrAnEvent() {
    Seeds.forEach(2_000, EventJsonTest::readDamaged);
  }

  private static void readDamaged(Random random) {
    ObjectNode event = EventJson.write(Events.event(random));
    damage(event, random);
    LineageEvent read;
    try {
      read = EventJson.read(event);
    } catch (InvalidException e) {
      assertThat(e.getMessage().lines()).hasSize(1);
      return;
    }
    assertThat(EventJson.read(EventJson.write(read))).isEqualTo(read);
  }

  private static void damage(JsonNode node, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(node, containers);
    JsonNode[] values = {
      Json.parse("null"),
      Json.parse("-1"),
      Json.parse("\"\""),
      Json.parse("[]"),
      Json.parse("{}"),
      Json.parse("true"),
      Json.parse("\"\\u0000\\ud800\""),
      Json.parse("[null]"),
      Json.parse("1e400")
    };
    JsonNode value = values[random.nextInt(values.length)];
    JsonNode chosen = containers.get(random.nextInt(containers.size()));
    if (chosen instanceof ArrayNode array && !array.isEmpty()) {
      array.set(random.nextInt(array.size()), value);
    } else if (chosen instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      object.set(names.get(random.nextInt(names.size())), value);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
