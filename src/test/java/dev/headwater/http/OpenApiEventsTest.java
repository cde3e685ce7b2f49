package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.Seeds;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.docs.EventsPage;
import dev.headwater.http.reads.ReadJson;
import dev.headwater.model.EventType;
import dev.headwater.model.Events;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.question.AssetDetail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that the OpenAPI document describes events as the reader takes them: the same fields, the
 * same required ones, and examples that the API accepts.
 */
class OpenApiEventsTest {
  private static final String EVENT = Described.schema("Event");
  private static final String UNKNOWN = "zzz";
  private static final Pattern FIELDS =
      Pattern.compile("is not a field here; the fields are ([A-Za-z0-9, ]+)");

  private static Stream<JsonNode> page() {
    return EventsPage.blocks("json").stream().map(Json::parse);
  }

  private static List<JsonNode> examples() {
    List<JsonNode> examples = new ArrayList<>();
    for (EventType type : EventType.values()) {
      Described.at(Described.schema(schemaOf(type.name())) + "/examples").forEach(examples::add);
    }
    return examples;
  }

  private static String schemaOf(String type) {
    return type.charAt(0) + type.substring(1).toLowerCase(Locale.ROOT) + "Event";
  }

  @Test
  void examples_areThoseOfThePage_inBothPlaces() {
    assertThat(examples()).containsExactlyInAnyOrderElementsOf(page().toList());
    List<JsonNode> ofTheCall = new ArrayList<>();
    Described.at(DescribedAnswers.pointerOf("POST /api/v1/events"))
        .at("/requestBody/content/application~1json/examples")
        .forEach(example -> ofTheCall.add(example.path("value")));
    assertThat(ofTheCall).containsExactlyInAnyOrderElementsOf(examples());
  }

  @Test
  void examples_areValid_andAccepted() {
    examples().forEach(example -> Described.assertValid(EVENT, example));
    try (ApiFixture api = new ApiFixture()) {
      // The fixture's clock stands before the times of the examples.
      for (JsonNode example : examples()) {
        ObjectNode early = example.deepCopy();
        early.put("eventTime", "2026-11-22T10:00:00Z");
        assertThat(api.post(early.toString()).json().path("accepted").asInt()).isEqualTo(1);
      }
      assertThat(api.sink.sent).hasSameSizeAs(examples());
    }
  }

  @Test
  void everyEvent_isValid() {
    Seeds.forEach(
        1_000, Events::event, event -> Described.assertValid(EVENT, EventJson.write(event)));
  }

  @Test
  void everyAlert_isValid() {
    Seeds.forEach(
        500,
        Events::alert,
        alert -> Described.assertValid(Described.schema("Alert"), AlertJson.write(alert)));
  }

  @Test
  void everySummary_isValid() {
    Seeds.forEach(
        500,
        Events::summary,
        summary -> {
          AssetDetail detail =
              new AssetDetail(summary, List.of(), true, false, Moment.NOW, Freshness.NOTHING);
          Described.assertValid(
              Described.schema("AssetDetail"), Json.parse(ReadJson.asset(detail).bytes()));
        });
  }

  /** Faults that the reader refuses. A document that accepts them is no help to a client. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"INGEST\" | \"type\":\"INGEST\",\"clean\":{}",
        "\"type\":\"INGEST\" | \"type\":\"CLEAN\"",
        "\"type\":\"INGEST\" | \"type\":\"ingest\"",
        "\"type\":\"INGEST\", | ",
        "\"eventTime\":\"2026-11-22T09:00:00Z\" | \"eventTime\":\"2026-11-22\"",
        "\"eventId\":\"00000000- | \"eventId\":\"000-",
        "dataset:lab:questions@1 | dataset:lab",
        "dataset:lab:questions@1 | dataset:lab:ques tions@1",
        "dataset:lab:questions@1 | dataset:lab:%2f@1",
        "\"records\":1200 | \"records\":-1",
        "\"records\":1200 | \"records\":1.5",
        "\"records\":1200 | \"records\":9223372036854775808",
        "\"records\":1200 | \"records\":\"1200\"",
        "\"sw\":180 | \"sw\":-180",
        "\"sw\":180 | \" \":180",
        "\"job\":{ | \"job\":{\"id\":1,",
        "\"run\":\"2026-11-22\" | \"run\":\" \"",
        "\"outputs\":[ | \"outputs\":[],\"inputs\":[",
        "\"type\":\"INGEST\" | \"type\":\"DOCUMENT\"",
        "\"type\":\"INGEST\" | \"type\":\"RETRACT\"",
        "\"type\":\"INGEST\" | \"type\":\"TRAIN\"",
      })
  void aFault_isFoundByBoth(String change) {
    String[] parts = change.split(" \\| ", -1);
    String good = Json.parse(EventsPage.blocks("json").get(0)).toString();
    assertThat(good).contains(parts[0]);
    JsonNode bad = Json.parse(good.replace(parts[0], parts[1]));

    assertThat(catchThrowableOfType(InvalidException.class, () -> EventJson.read(bad))).isNotNull();
    assertThat(Described.faults(EVENT, bad)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYNTHESIZE", "TRAIN"})
  void anOutputOfTheOtherKind_isFoundByBoth(String type) {
    JsonNode good =
        page().filter(event -> event.path("type").asText().equals(type)).findFirst().orElseThrow();
    boolean data = type.equals("SYNTHESIZE");
    String other = data ? "model:lab:x" : "dataset:lab:x";
    ObjectNode parts = JsonNodeFactory.instance.objectNode();
    parts.put("kind", data ? "MODEL" : "DATASET").put("namespace", "lab").put("name", "x");
    JsonNode urn = JsonNodeFactory.instance.textNode(other);
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    named.put("asset", other);
    ObjectNode split = JsonNodeFactory.instance.objectNode();
    split.set("asset", parts);
    for (JsonNode output : List.of(urn, named, split)) {
      ObjectNode bad = good.deepCopy();
      bad.putArray("outputs").add(output);

      assertThat(catchThrowableOfType(InvalidException.class, () -> EventJson.read(bad)))
          .isNotNull();
      assertThat(Described.faults(EVENT, bad)).isNotEmpty();
    }
  }

  static Stream<JsonNode> allExamples() {
    return page();
  }

  /**
   * Adds an unknown field to each object of an example. The reader's error lists the fields of the
   * object, and these are the properties of its schema.
   */
  @ParameterizedTest
  @MethodSource("allExamples")
  void fields_areThoseOfTheReader(JsonNode example) {
    Set<String> compared = new TreeSet<>();
    walk(
        example,
        example,
        Described.schema(schemaOf(example.path("type").asText())),
        (object, schema) -> {
          object.put(UNKNOWN, 1);
          InvalidException refused =
              catchThrowableOfType(InvalidException.class, () -> EventJson.read(example));
          Set<String> faults = Described.faults(EVENT, example);
          object.remove(UNKNOWN);
          assertThat(refused).as(schema).isNotNull();
          Matcher fields = FIELDS.matcher(refused.getMessage());
          if (fields.find()) {
            assertThat(fieldsOf(schema))
                .as(schema)
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(fields.group(1).split(", ")));
            compared.add(schema);
          }
          assertThat(faults).as(schema).isNotEmpty();
        });
    assertThat(compared).hasSizeGreaterThan(3);
  }

  /** Removes each field of an example: both refuse the event without it, or both accept it. */
  @ParameterizedTest
  @MethodSource("allExamples")
  void requiredFields_areThoseOfTheReader(JsonNode example) {
    walk(
        example,
        example,
        Described.schema(schemaOf(example.path("type").asText())),
        (object, schema) -> {
          for (String field : fieldsOf(schema)) {
            JsonNode value = object.remove(field);
            if (value != null) {
              boolean refused =
                  catchThrowableOfType(InvalidException.class, () -> EventJson.read(example))
                      != null;
              assertThat(!Described.faults(EVENT, example).isEmpty())
                  .as(schema + " without " + field)
                  .isEqualTo(refused);
              object.set(field, value);
            }
          }
        });
  }

  private interface Visit {
    void object(ObjectNode object, String schema);
  }

  /** Visits each object that has a schema with properties, with the pointer to the schema. */
  private static void walk(JsonNode root, JsonNode value, String schema, Visit visit) {
    String at = Described.resolved(schema);
    JsonNode described = Described.at(at);
    if (described.has("oneOf")) {
      String alternatives = at + "/oneOf/";
      for (int i = 0; i < described.get("oneOf").size(); i++) {
        if (Described.faults(alternatives + i, value).isEmpty()) {
          walk(root, value, alternatives + i, visit);
        }
      }
    } else if (value.isArray()) {
      value.forEach(item -> walk(root, item, at + "/items", visit));
    } else if (value instanceof ObjectNode object && described.has("properties")) {
      visit.object(object, at);
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        String own = at + "/properties/" + field.getKey();
        String common = Described.schema("EventFields") + "/properties/" + field.getKey();
        boolean narrowed = described.has("allOf") && !Described.DOCUMENT.at(common).isMissingNode();
        walk(root, field.getValue(), narrowed ? common : own, visit);
      }
    }
  }

  private static Set<String> fieldsOf(String schema) {
    Set<String> fields = new TreeSet<>();
    JsonNode described = Described.at(schema);
    described.path("properties").fieldNames().forEachRemaining(fields::add);
    if (described.has("allOf")) {
      Described.at(Described.schema("EventFields") + "/properties")
          .fieldNames()
          .forEachRemaining(fields::add);
      // The reader knows the payloads of all types. It says of another one that it does not belong.
      for (EventType type : EventType.values()) {
        fields.add(type.name().toLowerCase(Locale.ROOT));
      }
    }
    return fields;
  }
}
