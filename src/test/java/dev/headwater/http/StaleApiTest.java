package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.Composed;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.FakeService;
import dev.headwater.query.peer.Instance;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what the API and the pages say while an instance is away and a copy answers for it. */
class StaleApiTest {
  private final Asset s = dataset("s@1");
  private final Asset m = model("m@1");
  private final ApiFixture api = new ApiFixture();
  private final int away = api.graph.partitionOf(s);

  @BeforeEach
  void takeAway() {
    api.graph.made(s, EventType.INGEST, Completeness.COMPLETE);
    api.graph.event(
        s, Composed.of(EventType.INGEST, s).with(Composed.languages("sw", 90, "en", 10)).event());
    api.graph.chain(s, m);
    api.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, s, s);
    assertThat(api.graph.partitionOf(m)).isNotEqualTo(away);
    api.service.cluster.move(away, new Instance("127.0.0.1", 9));
    api.service.cluster.copy(away, FakeService.SELF);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private ApiFixture.Answer read(String path, Asset asset) {
    return api.get("/api/v1" + path.replace("{urn}", ApiFixture.segment(asset.urn())));
  }

  private Asset unknown() {
    return of(i -> dataset("unknown" + i + "@1"), true);
  }

  private void assertStale(JsonNode freshness) {
    assertThat(freshness.path("caughtUp").asBoolean(true)).isFalse();
    assertThat(freshness.path("behindEvents").isNull()).isTrue();
    assertThat(freshness.path("partitions"))
        .anySatisfy(
            partition -> {
              assertThat(partition.path("partition").asInt()).isEqualTo(away);
              assertThat(partition.path("stale").path("behindOffsets").asLong()).isEqualTo(7);
              assertThat(partition.path("stale").path("behindMillis").asLong()).isEqualTo(1_234);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/alerts",
        "/assets",
        "/assets?q=s",
        "/assets/{urn}",
        "/assets/{urn}/decisions",
        "/assets/{urn}/exposures",
        "/assets/{urn}/fitness?use=swahili",
        "/assets/{urn}/gate",
        "/assets/{urn}/lineage?direction=both",
        "/assets/{urn}/representation",
        "/lineage?nodeId=dataset:lab:s@1"
      })
  void answerOfACopy_isNotComplete_alsoIfItWaited(String path) {
    ApiFixture.Answer answer = read(path, s);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("complete").asBoolean(true)).as(answer.body()).isFalse();
    assertStale(answer.json().path("freshness"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/{urn}",
        "/assets/{urn}/card",
        "/assets/{urn}/decisions",
        "/assets/{urn}/exposures",
        "/assets/{urn}/exposures?asOf=2026-11-23T00:00:00Z",
        "/assets/{urn}/export?format=croissant",
        "/assets/{urn}/fitness?use=swahili",
        "/assets/{urn}/gate?asOf=2026-11-23T00:00:00Z",
        "/assets/{urn}/lineage",
        "/assets/{urn}/representation"
      })
  void assetThatACopyDoesNotHave_isNotCalledUnknown(String path) {
    api.graph.past(new FakeGraph(4));

    ApiFixture.Answer answer = read(path, unknown());

    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.detail()).contains("read from the copy");
  }

  @Test
  void targetsThatACopyDoesNotHave_areNotCalledMissing() {
    Asset trained = of(i -> model("trained" + i + "@1"), true);
    api.graph.assets(trained);

    ApiFixture.Answer answer = read("/assets/{urn}/fitness?use=" + trained.urn(), m);

    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
  }

  @Test
  void gate_hasNoVerdict() {
    assertThat(read("/assets/{urn}/gate", s).json().path("verdict").asText())
        .isEqualTo("INDETERMINATE");
    // The gate of an asset whose own partition is there, and whose input's is not.
    assertThat(read("/assets/{urn}/gate", m).json().path("verdict").asText())
        .isEqualTo("INDETERMINATE");
  }

  @Test
  void export_isNotMadeFromACopy() {
    ApiFixture.Answer answer = read("/assets/{urn}/export?format=croissant", s);

    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.detail()).contains("the document could lack them");
  }

  @Test
  void card_saysWhatItLacks() {
    JsonNode card = read("/assets/{urn}/card?format=json", s).json();

    assertThat(card.toString()).contains("\"complete\":false");
    assertThat(read("/assets/{urn}/card", s).body()).contains("read from the copy");
  }

  private HttpResponse<String> page(String path) throws Exception {
    return api.client.send(
        HttpRequest.newBuilder(api.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private Asset of(IntFunction<Asset> named, boolean isAway) {
    return IntStream.range(0, 1_000)
        .mapToObj(named)
        .filter(asset -> (api.graph.partitionOf(asset) == away) == isAway)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pages_areNotCalledComplete() throws Exception {
    String urn = ApiFixture.segment(s.urn());
    for (String path :
        new String[] {
          "/",
          "/assets",
          "/alerts",
          "/assets/" + urn,
          "/assets/" + urn + "/decisions",
          "/gate?urn=" + urn,
          "/paths?from=" + urn + "&to=" + ApiFixture.segment(m.urn())
        }) {
      assertThat(page(path).body())
          .as(path)
          .contains("from a copy")
          .doesNotContain("every event acknowledged so far is counted");
    }
  }

  /** Its account is of partitions that are there; the models below it are not. */
  @Test
  void pageWhoseModelsAreOfACopy_isNotCalledComplete() throws Exception {
    Asset below = of(i -> model("below" + i + "@1"), true);
    Asset root = of(i -> dataset("root" + i + "@1"), false);
    api.graph.chain(root, below);

    String page = page("/assets/" + ApiFixture.segment(root.urn())).body();

    assertThat(page)
        .contains("from a copy")
        .contains("not everything downstream was read")
        .doesNotContain("every event acknowledged so far is counted");
  }

  @Test
  void jobThatACopyDoesNotKnow_isNotCalledUnknown() throws Exception {
    assertThat(page("/jobs/p/none").statusCode()).isEqualTo(503);
  }
}
