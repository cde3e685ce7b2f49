package dev.headwater.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shows that all problems of an event are reported at once, each with its place. Puts random
 * combinations of faults into a valid event. Also checks the short forms of assets, inputs and
 * outputs.
 */
class EventProblemsTest {
  private static final String GOOD =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11","eventTime":"2026-11-22T10:00:00Z",
       "type":"SYNTHESIZE","producer":"p","job":{"namespace":"n","name":"j"},"run":"r",
       "inputs":[{"asset":"dataset:lab:a@1","role":"SEED","records":1},
                 {"asset":"dataset:lab:b@1"},{"asset":"model:lab:m@1","role":"GENERATOR"}],
       "outputs":[{"asset":"dataset:lab:c@1","composition":[
         {"dimension":"language","unit":"records","method":"MEASURED","counts":{"en":1}}]}],
       "inputsComplete":"COMPLETE","agents":[{"id":"a","type":"PERSON","role":"AUTHOR"}],
       "decisions":[{"id":"d","kind":"PROMPT","question":"q","choice":"c","rationale":"r",
         "decidedBy":["a"]}],
       "synthesize":{"kind":"LLM","generators":[{"provider":"p","model":"m"}],
         "prompts":[{"role":"user","template":"t"}],"parameters":{"t":"1"},"requested":9}}
      """;

  private static final String WAIVER =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11","eventTime":"2026-11-22T10:00:00Z",
       "type":"DOCUMENT","producer":"p","job":{"namespace":"n","name":"j"},"run":"r",
       "document":{"target":"model:lab:m@1","waive":{"rule":"UNKNOWN_ORIGIN",
         "origin":"dataset:lab:a@1","approver":"a","rationale":"r","until":"2027-01-01T00:00:00Z"}}}
      """;

  /** A wrong value and its place. It is exactly one problem, whatever else is wrong. */
  private record Fault(String pointer, String json, String path) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("/eventId", "null", "eventId"),
          new Fault("/eventTime", "\"noon\"", "eventTime"),
          new Fault("/type", "\"PAINT\"", "type"),
          new Fault("/producer", "\" \"", "producer"),
          new Fault("/job", "null", "job"),
          new Fault("/run", "7", "run"),
          new Fault("/inputs/0/asset", "null", "inputs[0].asset"),
          new Fault("/inputs/1/role", "\"seed\"", "inputs[1].role"),
          new Fault("/inputs/2/records", "-1", "inputs[2].records"),
          new Fault("/outputs/0/bytes", "1.5", "outputs[0].bytes"),
          new Fault("/outputs/0/composition/0/unit", "null", "outputs[0].composition[0].unit"),
          new Fault(
              "/outputs/0/composition/0/counts/en",
              "\"many\"",
              "outputs[0].composition[0].counts[\"en\"]"),
          new Fault("/inputsComplete", "true", "inputsComplete"),
          new Fault("/agents/0/role", "null", "agents[0].role"),
          new Fault("/agents/0/name", "\"x\"", "agents[0].name"),
          new Fault("/decisions/0/decidedBy", "null", "decisions[0].decidedBy"),
          new Fault("/synthesize/kind", "\"MAGIC\"", "synthesize.kind"),
          new Fault("/synthesize/generators/0/provider", "5", "synthesize.generators[0].provider"),
          new Fault("/synthesize/parameters/t", "1", "synthesize.parameters[\"t\"]"),
          new Fault("/synthesize/requested", "-9", "synthesize.requested"),
          new Fault("/synthesize/seed", "[]", "synthesize.seed"),
          new Fault("/colour", "1", "colour"));

  @RepeatedTest(300)
  void whicheverFaultsCoincide_eachIsNamedOnce(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Fault> faults = new ArrayList<>(FAULTS);
    Collections.shuffle(faults, random);
    faults = faults.subList(0, 1 + random.nextInt(Problems.LIMIT));
    JsonNode event = Json.parse(GOOD);
    faults.forEach(fault -> put(event, fault.pointer(), fault.json()));

    InvalidException invalid = invalid(event);

    assertThat(paths(invalid))
        .containsExactlyInAnyOrderElementsOf(faults.stream().map(Fault::path).toList());
    assertThat(invalid.hasMore()).isFalse();
    assertThat(invalid.getMessage().split(" \\| ")).hasSameSizeAs(faults);
  }

  @Test
  void rulesOfTheWholeEvent_areAllNamed_withTheFaultsOfItsFields() {
    JsonNode event = Json.parse(GOOD);
    put(event, "/type", "\"TRAIN\"");
    put(event, "/inputs", "[]");
    put(event, "/outputs", "[\"dataset:lab:c@1\",\"model:lab:m@1\",\"dataset:lab:c@1\"]");
    put(event, "/retract", "{\"event\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\",\"reason\":\"r\"}");
    put(event, "/run", "null");

    assertThat(paths(invalid(event)))
        .containsExactlyInAnyOrder(
            "run",
            "synthesize",
            "retract",
            "inputs",
            "outputs[0].asset",
            "outputs[2].asset",
            "outputs[2].asset");
  }

  @Test
  void rulesThatDependOnAFaultyField_areNotJudged() {
    JsonNode event = Json.parse(GOOD);
    put(event, "/type", "\"PAINT\"");
    put(event, "/outputs", "[]");
    assertThat(paths(invalid(event))).containsExactly("type");

    JsonNode training = Json.parse(GOOD);
    put(training, "/type", "\"TRAIN\"");
    put(training, "/synthesize", "null");
    put(training, "/inputs", "[{\"asset\":1}]");
    put(training, "/outputs", "[{\"asset\":\"model:lab:m@1\",\"size\":1}]");
    assertThat(paths(invalid(training))).containsExactly("inputs[0].asset", "outputs[0].size");
  }

  @Test
  void ofVeryMany_theFirstAreNamed_andThatThereAreMore() {
    JsonNode event = Json.parse(GOOD);
    ArrayNode inputs = ((ObjectNode) event).putArray("inputs");
    for (int i = 0; i < 10_000; i++) {
      inputs.addObject().put("asset", "x");
    }
    InvalidException invalid = invalid(event);
    assertThat(invalid.problems()).hasSizeBetween(10, Problems.LIMIT);
    assertThat(invalid.path()).isEqualTo("inputs[0].asset");
    assertThat(invalid.hasMore()).isTrue();
    assertThat(invalid.getMessage()).endsWith(" | and more").hasSizeLessThan(3_000);
    assertThat(invalid.getMessage().lines()).hasSize(1);

    JsonNode unknown = Json.parse(GOOD);
    for (int i = 0; i < 1_000; i++) {
      ((ObjectNode) unknown).put("f" + i + "x".repeat(1_000), 1);
    }
    assertThat(invalid(unknown).getMessage()).endsWith(" | and more").hasSizeLessThan(3_000);
  }

  @ParameterizedTest
  @CsvSource({"/inputs/0/asset", "/outputs/0/asset", "/document/target", "/document/waive/origin"})
  void whereverAnAssetStands_aUrnAndAnObjectMeanTheSame(String pointer) {
    JsonNode event = Json.parse(pointer.startsWith("/document") ? WAIVER : GOOD);
    put(event, pointer, "\"dataset:s3%3A//lake:corpora/udhr@2026-11\"");
    LineageEvent asText = EventJson.read(event);
    put(
        event,
        pointer,
        "{\"kind\":\"DATASET\",\"namespace\":\"s3://lake\",\"name\":\"corpora/udhr\","
            + "\"version\":\"2026-11\"}");

    assertThat(EventJson.read(event)).isEqualTo(asText);
    assertThat(EventJson.write(asText).at(pointer).asText())
        .isEqualTo("dataset:s3%3A//lake:corpora/udhr@2026-11");
  }

  @Test
  void anInputOrOutput_mayBeTheUrnAlone() {
    JsonNode event = Json.parse(GOOD);
    put(event, "/inputs/1", "\"dataset:lab:b@1\"");
    put(event, "/outputs/0/composition", "[]");
    LineageEvent asObject = EventJson.read(event);
    put(event, "/outputs/0", "\"dataset:lab:c@1\"");

    assertThat(EventJson.read(event)).isEqualTo(asObject);
    assertThat(asObject.inputs().get(1).asset()).isEqualTo(Asset.parse("dataset:lab:b@1"));
    put(event, "/inputs/1", "\"lab:b\"");
    assertThat(paths(invalid(event))).containsExactly("inputs[1]");
  }

  private static InvalidException invalid(JsonNode event) {
    return catchThrowableOfType(InvalidException.class, () -> EventJson.read(event));
  }

  private static List<String> paths(InvalidException invalid) {
    return invalid.problems().stream().map(InvalidException.Problem::path).toList();
  }

  private static void put(JsonNode event, String pointer, String json) {
    int last = pointer.lastIndexOf('/');
    JsonNode parent = event.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), Json.parse(json));
    } else {
      ((ObjectNode) parent).set(name, Json.parse(json));
    }
  }
}
