package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.json.JsonPlace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Posts many kinds of broken events, as JSON and as a line. Each gets a 400 that names the field.
 */
class BrokenEventsTest {
  private static final String GOOD =
      "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\",\"eventTime\":\"2026-11-22T10:00:00Z\","
          + "\"type\":\"SYNTHESIZE\",\"producer\":\"https://git.example/dialogue@4f2c1d\","
          + "\"job\":{\"namespace\":\"pipelines\",\"name\":\"make-dialogues\"},\"run\":\"7d3e\","
          + "\"inputs\":[{\"asset\":\"dataset:lab:seed@2\",\"role\":\"SEED\",\"records\":175,"
          + "\"weight\":0.5,\"sha256\":\"9c1f\"}],"
          + "\"outputs\":[{\"asset\":\"dataset:lab:dialogues@1\",\"records\":52002,\"bytes\":7,"
          + "\"composition\":[{\"dimension\":\"language\",\"unit\":\"records\",\"method\":\"MEASURED\","
          + "\"counts\":{\"en\":51000,\"sw\":1002},\"unknown\":0}]}],\"inputsComplete\":\"COMPLETE\","
          + "\"agents\":[{\"id\":\"orcid:1\",\"type\":\"PERSON\",\"role\":\"PROMPT_AUTHOR\"}],"
          + "\"decisions\":[{\"id\":\"d-17\",\"kind\":\"PROMPT\",\"question\":\"Which?\",\"choice\":\"informal\",\"rationale\":\"users"
          + " do\",\"decidedBy\":[\"orcid:1\"]}],"
          + "\"synthesize\":{\"kind\":\"LLM\",\"generators\":[{\"provider\":\"openai\","
          + "\"model\":\"m\",\"revision\":\"1\"}],\"prompts\":[{\"role\":\"user\",\"template\":\"You"
          + " are\"}],\"parameters\":{\"temperature\":\"1.0\"},\"requested\":9,"
          + "\"kept\":8,\"filters\":[\"a\"]}}";

  private static final ApiFixture API = new ApiFixture();

  @BeforeAll
  static void theEventIsGood() {
    assertThat(API.post(GOOD).status()).isEqualTo(200);
  }

  @AfterAll
  static void close() {
    API.close();
  }

  /** A text in the good event, its replacement, and the field that the answer must name. */
  record Fault(String text, String instead, String field) {
    static Fault of(String text, String instead, String field) {
      assertThat(GOOD).contains(text);
      return new Fault(text, instead, field);
    }

    @Override
    public String toString() {
      return field + " by " + (instead.length() > 60 ? instead.substring(0, 60) : instead);
    }
  }

  private static Fault fault(String text, String instead, String field) {
    return Fault.of(text, instead, field);
  }

  static Stream<Fault> faults() {
    String longId = "x".repeat(513);
    return Stream.of(
        fault("\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\",", "", "eventId"),
        fault("3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11", "no-uuid", "eventId"),
        fault("\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\"", "17", "eventId"),
        fault("\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\"", "null", "eventId"),
        fault("2026-11-22T10:00:00Z", "yesterday", "eventTime"),
        fault("2026-11-22T10:00:00Z", "2026-11-22", "eventTime"),
        fault("2026-11-22T10:00:00Z", "2026-13-22T10:00:00Z", "eventTime"),
        fault("2026-11-22T10:00:00Z", "2027-11-22T10:00:00Z", "eventTime"),
        fault("\"2026-11-22T10:00:00Z\"", "1700000000", "eventTime"),
        fault("\"type\":\"SYNTHESIZE\"", "\"type\":\"PAINT\"", "type"),
        fault("\"type\":\"SYNTHESIZE\"", "\"type\":\"synthesize\"", "type"),
        fault("\"type\":\"SYNTHESIZE\",", "", "type"),
        fault("\"type\":\"SYNTHESIZE\"", "\"type\":\"CLEAN\"", "synthesize"),
        fault("\"type\":\"SYNTHESIZE\"", "\"type\":\"DOCUMENT\"", "synthesize"),
        fault("https://git.example/dialogue@4f2c1d", " ", "producer"),
        fault("https://git.example/dialogue@4f2c1d", longId, "producer"),
        fault("{\"namespace\":\"pipelines\",\"name\":\"make-dialogues\"}", "{}", "job.namespace"),
        fault("{\"namespace\":\"pipelines\",\"name\":\"make-dialogues\"}", "\"job\"", "job"),
        fault("\"name\":\"make-dialogues\"", "\"name\":\"\"", "job.name"),
        fault("\"run\":\"7d3e\"", "\"run\":\"" + longId + "\"", "run"),
        fault("\"run\":\"7d3e\"", "\"run\":{}", "run"),
        fault("\"run\":\"7d3e\"", "\"run\":\"7d3e\",\"colour\":\"red\"", "colour"),
        fault("dataset:lab:seed@2", "seed", "inputs[0].asset"),
        fault("dataset:lab:seed@2", "table:lab:seed@2", "inputs[0].asset"),
        fault("dataset:lab:seed@2", "dataset:lab:a b@2", "inputs[0].asset"),
        fault("dataset:lab:seed@2", "dataset:lab:%2f@2", "inputs[0].asset"),
        fault("dataset:lab:seed@2", "dataset::seed@2", "inputs[0].asset"),
        fault("\"dataset:lab:seed@2\"", "{\"kind\":\"DATASET\"}", "inputs[0].asset.namespace"),
        fault("\"dataset:lab:seed@2\"", "{\"kind\":\"X\"}", "inputs[0].asset.kind"),
        fault("\"role\":\"SEED\"", "\"role\":\"SEEDS\"", "inputs[0].role"),
        fault("\"records\":175", "\"records\":-1", "inputs[0].records"),
        fault("\"records\":175", "\"records\":1.5", "inputs[0].records"),
        fault("\"records\":175", "\"records\":9223372036854775808", "inputs[0].records"),
        fault("\"records\":175", "\"records\":\"175\"", "inputs[0].records"),
        fault("\"weight\":0.5", "\"weight\":-0.5", "inputs[0].weight"),
        fault("\"weight\":0.5", "\"weight\":1e999", "inputs[0].weight"),
        fault("\"weight\":0.5", "\"inferred\":\"yes\"", "inputs[0].inferred"),
        fault("dataset:lab:dialogues@1", "model:lab:dialogues@1", "outputs[0].asset"),
        fault("\"bytes\":7", "\"bytes\":[7]", "outputs[0].bytes"),
        fault("\"dimension\":\"language\",", "", "outputs[0].composition[0].dimension"),
        fault(
            "\"method\":\"MEASURED\"",
            "\"method\":\"GUESSED\"",
            "outputs[0].composition[0].method"),
        fault("\"en\":51000", "\"en\":-1", "outputs[0].composition[0].counts[\"en\"]"),
        fault("\"en\":51000", "\"en\":\"many\"", "outputs[0].composition[0].counts[\"en\"]"),
        fault("\"unknown\":0", "\"unknown\":-1", "outputs[0].composition[0].unknown"),
        fault("\"COMPLETE\"", "\"YES\"", "inputsComplete"),
        fault("\"id\":\"orcid:1\",", "", "agents[0].id"),
        fault("\"type\":\"PERSON\"", "\"type\":\"ROBOT\"", "agents[0].type"),
        fault("\"kind\":\"PROMPT\"", "\"kind\":\"WHIM\"", "decisions[0].kind"),
        fault("\"rationale\":\"users do\"", "\"rationale\":\" \"", "decisions[0].rationale"),
        fault("\"decidedBy\":[\"orcid:1\"]", "\"decidedBy\":\"orcid:1\"", "decisions[0].decidedBy"),
        fault("\"kind\":\"LLM\"", "\"kind\":\"MAGIC\"", "synthesize.kind"),
        fault("\"provider\":\"openai\"", "\"provider\":5", "synthesize.generators[0].provider"),
        fault(
            "[{\"role\":\"user\",\"template\":\"You are\"}]",
            "{\"withheld\":\"n/a\"}",
            "synthesize.prompts.withheld"),
        fault("\"role\":\"SEED\"", "\"role\":7", "inputs[0].role"),
        fault("\"sha256\":\"9c1f\"", "\"sha256\":7", "inputs[0].sha256"),
        fault("\"namespace\":\"pipelines\"", "\"namespace\":[]", "job.namespace"),
        fault("\"unit\":\"records\",", "", "outputs[0].composition[0].unit"),
        fault("\"role\":\"PROMPT_AUTHOR\"", "\"role\":\"\"", "agents[0].role"),
        fault("\"question\":\"Which?\",", "", "decisions[0].question"),
        fault(
            "\"temperature\":\"1.0\"",
            "\"temperature\":1.0",
            "synthesize.parameters[\"temperature\"]"),
        fault("\"requested\":9", "\"requested\":-9", "synthesize.requested"),
        fault("\"filters\":[\"a\"]", "\"filters\":[1]", "synthesize.filters[0]"),
        fault("\"filters\":[\"a\"]", "\"filter\":[\"a\"]", "synthesize.filter"),
        fault("\"filters\":[\"a\"]", "\"seed\":[]", "synthesize.seed"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachFault_isA400ThatNamesTheField(Fault fault) {
    String broken = GOOD.replace(fault.text(), fault.instead());
    for (ApiFixture.Answer answer : List.of(API.post(broken), API.lines(broken))) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      JsonNode rejected = answer.json().path("rejected");
      assertThat(rejected).as(answer.body()).hasSize(1);
      assertThat(rejected.get(0).path("reason").asText()).startsWith(fault.field());
    }
  }

  @Test
  void theyAreMany() {
    assertThat(faults()).hasSizeGreaterThanOrEqualTo(60);
  }

  /**
   * Puts odd values in place of every value, to cover faults that the list above lacks. Each event
   * is accepted or refused with a reason.
   */
  @Test
  void whateverStandsInPlaceOfAnyValue_theSenderIsTold() {
    JsonNode good = Json.parse(GOOD);
    for (JsonPlace place : JsonPlace.allIn(good)) {
      for (JsonNode odd : JsonPlace.ODD) {
        ApiFixture.Answer answer = API.post(place.with(good, odd).toString());
        assertThat(answer.status()).as("%s = %s: %s", place, odd, answer.body()).isIn(200, 400);
        if (answer.status() == 400) {
          assertThat(answer.json().at("/rejected/0/reason").asText())
              .as("%s = %s", place, odd)
              .contains(": ");
        }
      }
    }
  }
}
