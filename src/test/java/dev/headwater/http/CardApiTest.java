package dev.headwater.http;

import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Waive;
import dev.headwater.query.Composed;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.progress.Backlog;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows which facts the data card over HTTP contains, and how requests for it are answered. */
class CardApiTest {
  private final Asset s = dataset("s@1");
  private final Asset mix = dataset("mix@1");
  private final Asset m = model("m@2");

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private JsonNode card(Asset asset) {
    ApiFixture.Answer answer = api.asset(asset.urn(), "/card?format=json");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static LineageEvent.Builder event(EventType type, int id) {
    return LineageEvent.builder(type)
        .eventId(new UUID(0, id))
        .eventTime(FakeGraph.OPENED.plusSeconds(id))
        .producer("producer")
        .job(new Job("p", "j"))
        .run("run-" + id);
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(field.isEmpty() ? node.asText() : node.path(field).asText()));
    return texts;
  }

  @Test
  void markdown_isTheDefault() {
    api.graph.assets(s);

    ApiFixture.Answer plain = api.asset(s.urn(), "/card");
    ApiFixture.Answer named = api.asset(s.urn(), "/card?format=markdown");

    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.header("Content-Type")).isEqualTo("text/markdown; charset=utf-8");
    assertThat(plain.body())
        .startsWith("# Data card\n\n`dataset:lab:s@1`\n\n## Verdict\n")
        .contains("- **Read at:** 2026-11-22T12:00:00Z")
        .isEqualTo(named.body());
  }

  @Test
  void json_isOfTheSameCard() {
    api.graph.undocumented(s, m);

    ApiFixture.Answer answer = api.asset(m.urn(), "/card?format=json");

    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("asset").asText()).isEqualTo(m.urn());
    assertThat(answer.json().at("/verdict/gate").asText()).isEqualTo("FAIL");
    assertThat(api.asset(m.urn(), "/card").body()).contains("- **Gate:** `FAIL`");
  }

  @Test
  void anotherFormat_isRefusedByName() {
    api.graph.assets(s);

    ApiFixture.Answer answer = api.asset(s.urn(), "/card?format=pdf");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("parameter").asText()).isEqualTo("format");
    assertThat(answer.detail()).isEqualTo("format: is one of markdown, json");
    assertThat(api.asset(s.urn(), "/card?fromat=json").detail())
        .isEqualTo("fromat: there is no such parameter; this call has format, asOf, knownAt");
  }

  @Test
  void anIngestThatNamesNoSource_isSaidInTheSameWayEverywhere() {
    api.graph.made(s, EventType.INGEST, Completeness.COMPLETE).withoutSource(s);

    String card = api.asset(s.urn(), "/card").body();

    assertThat(card)
        .contains("- **Gate:** `PASS`")
        .contains("SOURCE_NOT_STATED")
        .contains("An event on record ingests it and names no source")
        .doesNotContain("where it comes from is on record")
        .doesNotContain("No event on record says that it was collected");
  }

  @Test
  void anAssetThatNobodyNamed_is404() {
    ApiFixture.Answer answer = api.asset("dataset:lab:nobody", "/card");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail())
        .isEqualTo("No event that has been processed names dataset:lab:nobody.");
    assertThat(api.asset("dataset:a b:c", "/card").status()).isEqualTo(400);
  }

  @Test
  void anInstanceAway_is503AndNeverLess() {
    api.graph.undocumented(s, m);
    api.service.cluster.lose(api.graph.partitionOf(m));

    ApiFixture.Answer answer = api.asset(m.urn(), "/card");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.detail()).startsWith("Partition " + api.graph.partitionOf(m));
  }

  @Test
  void acceptHeader_mustTakeTheFormatThatIsAskedFor() {
    api.graph.assets(s);
    String path = "/api/v1/assets/" + ApiFixture.segment(s.urn()) + "/card";

    assertThat(accepting(path, "text/markdown").status()).isEqualTo(200);
    assertThat(accepting(path, "text/*").status()).isEqualTo(200);
    assertThat(accepting(path, "application/json").status()).isEqualTo(406);
    assertThat(accepting(path + "?format=json", "application/json").status()).isEqualTo(200);
    assertThat(accepting(path + "?format=json", "text/markdown").status()).isEqualTo(406);
  }

  private ApiFixture.Answer accepting(String path, String type) {
    return api.send(HttpRequest.newBuilder(api.uri(path)).header("Accept", type));
  }

  @Test
  void head_isAnsweredWithoutABody() throws Exception {
    api.graph.assets(s);
    HttpResponse<String> head =
        api.client.send(
            HttpRequest.newBuilder(
                    api.uri("/api/v1/assets/" + ApiFixture.segment(s.urn()) + "/card"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).contains("text/markdown; charset=utf-8");
  }

  @Test
  void theVerdict_isTheGates() {
    api.graph.undocumented(s, mix, m).unknown(dataset("u"), m);

    JsonNode gate = api.asset(m.urn(), "/gate").json();
    JsonNode verdict = card(m).path("verdict");

    assertThat(verdict.path("gate").asText()).isEqualTo(gate.path("verdict").asText());
    assertThat(texts(verdict.at("/reasons/items"), "message"))
        .hasSize(2)
        .isEqualTo(texts(gate.path("reasons"), "message"));
    assertThat(texts(verdict.at("/reasons/items/0/path/items"), ""))
        .containsExactly(s.urn(), mix.urn(), m.urn());
  }

  @Test
  void whatIsNotProcessed_makesTheCardIncomplete() {
    api.graph.assets(s);
    api.service.backlog.set(new Backlog(3, 0, false, 2));

    JsonNode card = card(s);

    assertThat(card.at("/verdict/gate").asText()).isEqualTo("INDETERMINATE");
    assertThat(card.at("/standing/complete").asBoolean()).isFalse();
    assertThat(card.at("/standing/gaps/items/0").asText())
        .contains("Events are still being processed");
  }

  @Test
  void factsThatChangeWithoutEnd_makeTheCardIncomplete() {
    api.graph.undocumented(s, mix, m);
    api.graph.neverAtRest(mix);

    assertThat(card(m).at("/standing/complete").asBoolean()).isFalse();
  }

  @Test
  void origins_areByWeightThenDistance() {
    for (int i = 0; i < 30; i++) {
      api.graph.exposed(
          OriginKind.SYNTHETIC, Documentation.DOCUMENTED, List.of(), false, dataset("d" + i), m);
    }
    api.graph
        .exposed(
            OriginKind.SYNTHETIC,
            Documentation.PARTIAL,
            List.of(Condition.AGENT),
            true,
            dataset("waived"),
            m)
        .unknown(dataset("unknown"), m)
        .undocumented(dataset("far"), mix, m)
        .undocumented(dataset("near"), m);
    api.graph.summary(summary(m, new ExposureCounts(33, 2, 1, 0), List.of()));

    JsonNode origins = card(m).path("origins");

    assertThat(texts(origins.at("/origins/items"), "origin"))
        .hasSize(25)
        .startsWith(
            "dataset:lab:near",
            "dataset:lab:far",
            "dataset:lab:unknown",
            "dataset:lab:waived",
            "dataset:lab:d0");
    assertThat(origins.at("/origins/leftOut").asLong()).isEqualTo(9);
  }

  private static AssetSummary summary(
      Asset asset, ExposureCounts exposures, List<Composition> composition) {
    return new AssetSummary(
        asset,
        Synthetic.UNKNOWN,
        Documentation.NOT_APPLICABLE,
        List.of(),
        List.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        composition,
        List.of(),
        List.of(),
        Optional.empty(),
        Completeness.NO_ASSERTION,
        exposures,
        1);
  }

  @Test
  void events_areToldAsTheyWere() {
    api.graph.event(s, event(EventType.SYNTHESIZE, 1).outputs(List.of(Output.of(s))).build());
    for (int i = 2; i < 40; i++) {
      api.graph.event(
          s,
          event(EventType.CLEAN, i)
              .inputs(List.of(Input.of(mix, Role.SOURCE)))
              .outputs(List.of(Output.of(s)))
              .build());
    }
    api.graph.event(
        s,
        event(EventType.DOCUMENT, 50)
            .document(
                new Document(
                    s,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        new Waive(
                            RuleName.UNDOCUMENTED_SYNTHETIC,
                            Optional.empty(),
                            "The board",
                            "It is a trial",
                            ApiFixture.NOW.plusSeconds(1))),
                    List.of()))
            .build());

    JsonNode card = card(s);

    assertThat(texts(card.at("/making/events/items"), "type")).hasSize(10).containsOnly("CLEAN");
    assertThat(card.at("/making/events/leftOut").asLong()).isEqualTo(29);
    assertThat(card.at("/making/events/items/0/run").asText()).isEqualTo("run-39");
    assertThat(card.at("/synthesis/records/items")).as("not hidden by later events").hasSize(1);
    assertThat(card.at("/documents/waivers/items/0/approver").asText()).isEqualTo("The board");
    assertThat(card.at("/documents/waivers/items/0/expired").asBoolean(true)).isFalse();
  }

  @Test
  void targets_areHeldAgainstTheDataThatItWasTrainedOn() {
    Composition languages =
        new Composition(
            "language",
            "records",
            CompositionMethod.MEASURED,
            new TreeMap<>(Map.of("en", 90.0, "sw", 10.0)),
            0);
    api.graph.summary(summary(mix, ExposureCounts.NONE, List.of(languages)));
    api.graph.event(
        m,
        event(EventType.TRAIN, 1)
            .inputs(List.of(Input.of(mix, Role.SOURCE)))
            .outputs(List.of(Output.of(m)))
            .train(
                new Train(
                    "",
                    new TreeMap<>(),
                    Optional.of(
                        new IntendedUse(
                            "",
                            "",
                            List.of(
                                new Target(
                                    "language", new TreeMap<>(Map.of("en", 0.5, "sw", 0.25))))))))
            .build());

    JsonNode training = card(m).at("/training/trainings/items/0");

    assertThat(training.path("targetsReached").asLong()).isEqualTo(1);
    assertThat(training.path("targetsMissed").asLong()).isEqualTo(1);
    assertThat(training.at("/targets/items/0/category").asText()).isEqualTo("sw");
    assertThat(training.at("/targets/items/0/share").asDouble()).isEqualTo(0.1);
    assertThat(card(m).at("/representation/compositions/items/0/of").asText()).isEqualTo(mix.urn());
  }

  private void add(Composed made) {
    LineageEvent event = made.event();
    api.graph.event(event.outputs().get(0).asset(), event);
  }

  @Test
  void whatFollowsOfRepresentation_isMarkedAndHasBounds() {
    Object[] counts =
        IntStream.range(0, 30)
            .boxed()
            .flatMap(i -> Stream.<Object>of("l" + (10 + i), 100 - i))
            .toArray();
    add(Composed.of(EventType.INGEST, s).with(languages(counts)));
    add(Composed.of(EventType.CLEAN, mix).from(s));

    JsonNode representation = card(mix).path("representation");
    JsonNode derived = representation.at("/derived/items/0");

    assertThat(representation.path("compositions").isNull()).isTrue();
    assertThat(derived.path("method").asText()).isEqualTo("DERIVED");
    assertThat(derived.path("exact").asBoolean()).isFalse();
    assertThat(derived.at("/categories/items")).hasSize(12);
    assertThat(derived.at("/categories/items/0/category").asText()).isEqualTo("l10");
    assertThat(derived.at("/categories/items/0/low").asInt()).isZero();
    assertThat(derived.at("/categories/items/0/high").asInt()).isEqualTo(100);
    assertThat(derived.at("/categories/leftOut").asInt()).isEqualTo(18);
    assertThat(derived.at("/smallest/items")).hasSize(8);
    assertThat(derived.at("/smallest/items/0/category").asText()).isEqualTo("l39");
    assertThat(card(s).at("/representation/derived").isNull()).isTrue();
  }

  @Test
  void whatFollowsOfRepresentation_isNotCalledWhole_ifNotAllWasRead() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 10)));
    add(Composed.of(EventType.CLEAN, mix).from(s));
    assertThat(card(mix).at("/representation/note").asText()).doesNotContain("was read");
    api.graph.neverAtRest(s);

    assertThat(card(mix).at("/representation/note").asText())
        .contains("Not everything that it descends from was read");
  }

  @Test
  void useAlertsAndVersions_areListed() {
    api.graph.assets(dataset("s"), dataset("s@2")).chain(s, mix, m);
    api.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, s, s);
    api.graph.resolved(RuleName.UNDOCUMENTED_SYNTHETIC, Severity.WARNING, s, s);

    JsonNode card = card(s);

    assertThat(texts(card.at("/use/assets/items"), "")).containsExactly(mix.urn());
    assertThat(texts(card.at("/alerts/alerts/items"), "rule")).containsExactly("UNKNOWN_ORIGIN");
    assertThat(texts(card.at("/identity/otherVersions/items"), ""))
        .containsExactly("dataset:lab:s", "dataset:lab:s@2");
  }
}
