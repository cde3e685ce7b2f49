package dev.headwater.http;

import static dev.headwater.query.Composed.composition;
import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.query.Composed;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.question.CategoryLookup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows the exact answers of {@code GET /assets/{urn}/fitness}, and what it refuses. */
class FitnessApiTest {
  private final Asset s = dataset("s@1");
  private final Asset t = dataset("t@1");
  private final Asset m = model("m@1");

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private void add(Composed made) {
    LineageEvent event = made.event();
    api.graph.event(event.outputs().get(0).asset(), event);
  }

  private ApiFixture.Answer read(Asset asset, String use) {
    return api.asset(asset.urn(), "/fitness?use=" + use);
  }

  @Test
  void aModelsOwnData_isComparedWithItsTargets() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 90, "sw", 10)));
    add(Composed.of(EventType.TRAIN, m).from(s).target("language", "en", 0.5, "sw", 0.25));

    ApiFixture.Answer answer = read(m, m.urn());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith(
            "{\"asset\":\"model:lab:m@1\",\"use\":\"model:lab:m@1\",\"verdict\":\"MISSED\","
                + "\"reason\":null,\"of\":[\"dataset:lab:s@1\"],\"targets\":["
                + "{\"dimension\":\"language\",\"unit\":\"records\",\"category\":\"sw\","
                + "\"minimumShare\":0.25,\"share\":{\"low\":0.1,\"high\":0.1},"
                + "\"method\":\"DERIVED\",\"notDerivable\":null,\"verdict\":\"MISSED\","
                + "\"more\":{\"low\":20,\"high\":20},\"candidates\":[]");
    assertThat(answer.json().at("/targets/1/category").asText()).isEqualTo("en");
    assertThat(answer.json().at("/targets/1/verdict").asText()).isEqualTo("REACHED");
    assertThat(answer.json().at("/targets/1/more")).hasToString("{\"low\":0,\"high\":0}");
    assertThat(answer.json().path("complete").asBoolean()).isTrue();
  }

  @Test
  void whatMayBelongToACategory_makesItNotKnown() {
    add(
        Composed.of(EventType.INGEST, s)
            .with(composition("language", "records", 30, "en", 60, "sw", 10)));
    add(Composed.of(EventType.TRAIN, m).from(t).target("language", "sw", 0.25));

    JsonNode answer = read(s, m.urn()).json();

    assertThat(answer.path("verdict").asText()).isEqualTo("NOT_KNOWN");
    assertThat(answer.at("/targets/0/share")).hasToString("{\"low\":0.1,\"high\":0.4}");
    assertThat(answer.at("/targets/0/more")).hasToString("{\"low\":0,\"high\":20}");
  }

  @Test
  void aDimensionThatNobodyStates_isNotKnown_andSaysWhy() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 10)));
    add(
        Composed.of(EventType.TRAIN, m)
            .from(s)
            .target("language", "en", 0.5)
            .target("region", "TZ", 0.5));

    JsonNode answer = read(s, m.urn()).json();

    assertThat(answer.path("verdict").asText()).isEqualTo("NOT_KNOWN");
    assertThat(answer.at("/targets/0/dimension").asText()).isEqualTo("region");
    assertThat(answer.at("/targets/0/notDerivable").asText()).contains("region");
    assertThat(answer.at("/targets/0/more")).hasToString("{\"low\":0,\"high\":null}");
    assertThat(answer.at("/targets/1/verdict").asText()).isEqualTo("REACHED");
  }

  @Test
  void inEachDimension_theLatestTrainingThatDeclaresTargets_decides() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 3, "sw", 1)));
    add(
        Composed.of(EventType.TRAIN, m)
            .from(s)
            .at(FakeGraph.OPENED)
            .target("language", "sw", 0.9)
            .target("region", "TZ", 0.5));
    add(
        Composed.of(EventType.TRAIN, m)
            .from(s)
            .at(FakeGraph.OPENED.plusSeconds(1))
            .target("language", "sw", 0.25));

    JsonNode targets = read(s, m.urn()).json().path("targets");

    assertThat(targets).hasSize(2);
    assertThat(targets.get(0).path("dimension").asText()).isEqualTo("region");
    assertThat(targets.get(1).path("minimumShare").asDouble()).isEqualTo(0.25);
    assertThat(targets.get(1).path("verdict").asText()).isEqualTo("REACHED");
  }

  @Test
  void whatCouldNotBeRead_isNeverReached() {
    add(Composed.of(EventType.INGEST, t).with(languages("sw", 10)));
    add(Composed.of(EventType.CLEAN, s).from(t).with(languages("sw", 10)));
    add(Composed.of(EventType.TRAIN, m).from(s).target("language", "sw", 0.5));
    assertThat(read(s, m.urn()).json().path("verdict").asText()).isEqualTo("REACHED");
    api.graph.neverAtRest(t);

    JsonNode answer = read(s, m.urn()).json();

    assertThat(answer.path("complete").asBoolean()).isFalse();
    assertThat(answer.path("truncated").asText()).isEqualTo("changing");
    assertThat(answer.path("verdict").asText()).isEqualTo("NOT_KNOWN");
    assertThat(answer.path("reason").asText()).isEqualTo("not all that decides it could be read");
  }

  @Test
  void aNamedUse_hasTheTargetsOfThePolicy() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 3, "sw", 1)));

    JsonNode answer = read(s, "swahili").json();

    assertThat(answer.path("use").asText()).isEqualTo("swahili");
    assertThat(answer.path("verdict").asText()).isEqualTo("MISSED");
    assertThat(answer.at("/targets/0/more")).hasToString("{\"low\":2,\"high\":2}");
  }

  @Test
  void candidates_areWritten_andAreIncompleteWhereNothingCanTell() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 3, "sw", 1)));
    add(Composed.of(EventType.INGEST, t).with(languages("sw", 9)));
    assertThat(read(s, "swahili").json().at("/targets/0/candidatesComplete").asBoolean()).isFalse();
    api.graph.categories(
        (partition, measure, category, limit) ->
            Optional.of(
                new CategoryLookup.Found(
                    api.graph.partitionOf(t) == partition
                        ? List.of(new CategoryLookup.Holder(t, 3))
                        : List.of(),
                    true)));

    JsonNode target = read(s, "swahili").json().at("/targets/0");

    assertThat(target.path("candidates"))
        .hasToString(
            "[{\"asset\":\"dataset:lab:t@1\",\"amount\":9,\"synthetic\":\""
                + target.at("/candidates/0/synthetic").asText()
                + "\",\"documentation\":\"NOT_APPLICABLE\"}]");
    assertThat(target.path("candidatesComplete").asBoolean()).isTrue();
  }

  @Test
  void aModelWithoutTargets_isNotFound() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 1)));
    add(Composed.of(EventType.TRAIN, m).from(s));

    for (Asset use : new Asset[] {m, model("nobody@1")}) {
      ApiFixture.Answer answer = read(s, use.urn());
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.detail())
          .isEqualTo("No training of " + use + " declares targets for who is represented.");
    }
  }

  @Test
  void anUnknownAsset_isNotFound() {
    add(Composed.of(EventType.TRAIN, m).from(s).target("language", "sw", 0.25));

    ApiFixture.Answer answer = read(dataset("none@1"), m.urn());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).contains("names dataset:lab:none@1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | use: is required: the URN of a model, such as model:lab:chat@3, or a use",
        "?use=speech | use: is the URN of a model, such as model:lab:chat@3, or a use that the policy",
        "?use=dataset:lab:s@1 | use: is the URN of a model",
        "?use=model:lab | use: ",
        "?use=model:lab:m@1&dimension=a | dimension: there is no such parameter; this call has use",
      })
  void otherUses_areRefused(String query, String detail) {
    add(Composed.of(EventType.INGEST, s));

    ApiFixture.Answer answer = api.asset(s.urn(), "/fitness" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith(detail);
  }
}
