package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.http.operations.Readiness;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.Limits;
import dev.headwater.model.OriginKind;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.Steps;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.question.AssetState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows the exact answers of the read endpoints, and which requests they refuse. */
class ReadApiTest {
  private final Asset s = dataset("s@1");
  private final Asset t = dataset("t");
  private final Asset m = model("m@2");

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private static void assertProblem(ApiFixture.Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asText()).isEqualTo("about:blank");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asText()).isNotBlank();
    assertThat(answer.detail()).contains(detail);
    assertThat(answer.body()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }

  private String freshness(Asset... assets) {
    StringBuilder partitions = new StringBuilder();
    Stream.of(assets)
        .map(api.graph::partitionOf)
        .sorted()
        .distinct()
        .forEach(
            partition ->
                partitions
                    .append(partitions.length() > 0 ? "," : "")
                    .append("{\"partition\":" + partition + ",\"events\":7,\"graph\":3}"));
    return "\"freshness\":{\"caughtUp\":true,\"behindEvents\":0,\"behindMillis\":0,\"partitions\":["
        + partitions
        + "]}";
  }

  @Test
  void lineage_isAsWritten() {
    api.graph.edge(s, m, Role.SEED, EventType.TRAIN, true);

    ApiFixture.Answer answer = api.asset(m.urn(), "/lineage");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    String state =
        "\"synthetic\":\"NO\",\"documentation\":\"NOT_APPLICABLE\",\"missing\":[],\"openAlerts\":0}";
    assertThat(answer.body())
        .isEqualTo(
            "{\"asset\":\"model:lab:m@2\",\"direction\":\"upstream\",\"nodes\":["
                + "{\"id\":\"model:lab:m@2\",\"kind\":\"MODEL\",\"namespace\":\"lab\",\"name\":\"m\","
                + "\"version\":\"2\",\"distance\":0,"
                + state
                + ",{\"id\":\"dataset:lab:s@1\",\"kind\":\"DATASET\",\"namespace\":\"lab\","
                + "\"name\":\"s\",\"version\":\"1\",\"distance\":1,"
                + state
                + "],\"edges\":[{\"from\":\"dataset:lab:s@1\",\"to\":\"model:lab:m@2\","
                + "\"role\":\"SEED\",\"activity\":\"TRAIN\",\"run\":\"run-1\",\"inferred\":true}],"
                + "\"complete\":true,\"truncated\":null,"
                + freshness(s, m)
                + "}");
  }

  @Test
  void lineage_takesDirectionDepthAndLimit() {
    api.graph.chain(s, t, m);

    JsonNode down = api.asset(s.urn(), "/lineage?direction=downstream&depth=1").json();
    assertThat(texts(down.path("nodes"), "id")).containsExactly(s.urn(), t.urn());
    assertThat(down.path("complete").asBoolean()).isFalse();
    assertThat(down.path("truncated").asText()).isEqualTo("depth");
    JsonNode both = api.asset(t.urn(), "/lineage?direction=both").json();
    assertThat(texts(both.path("nodes"), "id")).containsExactly(t.urn(), s.urn(), m.urn());
    assertThat(both.path("complete").asBoolean()).isTrue();
    JsonNode few = api.asset(t.urn(), "/lineage?direction=both&limit=2").json();
    assertThat(few.path("nodes")).hasSize(2);
    assertThat(few.path("truncated").asText()).isEqualTo("nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "direction=sideways | direction: is one of upstream, downstream, both",
        "depth=10001 | depth: is a whole number from 0 to 10000",
        "depth=-1 | depth: is a whole number from 0 to 10000",
        "depth= | depth: is a whole number from 0 to 10000",
        "limit=0 | limit: is a whole number from 1 to 100000",
        "limit=100001 | limit: is a whole number from 1 to 100000",
        "limit=99999999999999999999 | limit: is a whole number",
        "limit=1&limit=2 | limit: is given more than once",
        "asOf=2026-01-01 | asOf: is an instant as in RFC 3339",
        "known=1 | known: there is no such parameter; this call has direction, depth, limit, wait, asOf, knownAt",
        "depth=%zz | depth: a % is not followed by two hexadecimal digits",
      })
  void lineage_refusesOtherParameters(String query, String detail) {
    api.graph.assets(s);

    ApiFixture.Answer answer;
    if (query.contains("%zz")) {
      // URI refuses this path, so a plain socket sends it.
      answer = null;
      assertThat(rawStatus("/api/v1/assets/dataset:lab:s@1/lineage?" + query)).contains(detail);
    } else {
      answer = api.asset(s.urn(), "/lineage?" + query);
      assertProblem(answer, 400, detail);
      assertThat(answer.json().path("parameter").asText()).isEqualTo(query.split("=")[0]);
    }
  }

  private String rawStatus(String path) {
    try {
      return api.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/lineage", "/exposures", "/representation"})
  void anAssetThatNobodyNamed_is404(String rest) {
    assertProblem(
        api.asset("dataset:lab:nobody", rest),
        404,
        "No event that has been processed names dataset:lab:nobody.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/lineage", "/exposures", "/representation"})
  void anAssetThatMayBeNamedByAnEventThatWaits_is404_andSaysSo(String rest) {
    ApiFixture.Answer certain = api.asset("dataset:lab:nobody", rest);
    assertThat(certain.json().path("freshness").path("caughtUp").asBoolean()).isTrue();

    api.service.backlog.set(new Backlog(3, 0, false, 1));
    ApiFixture.Answer behind = api.asset("dataset:lab:nobody", rest);
    assertThat(behind.status()).isEqualTo(404);
    assertThat(behind.detail()).endsWith("Events may still be waiting to be processed.");
    assertThat(behind.json().path("freshness").path("caughtUp").asBoolean(true)).isFalse();
  }

  @Test
  void urns_areDecodedOnceFromOneSegment() {
    List<Asset> odd =
        List.of(
            Asset.of(AssetKind.DATASET, "s3://lake", "corpora/udhr", "2026-11"),
            Asset.of(AssetKind.DATASET, "100%", "a%2Fb", "50%25"),
            Asset.of(AssetKind.DATASET, "a b", "c#d?e&f=g;h", "i@j:k"),
            Asset.of(AssetKind.MODEL, "+plus+", "\\back\\", ".."),
            Asset.of(AssetKind.MODEL, "日本", "données", "\uD83D\uDE00"),
            Asset.of(AssetKind.MODEL, "//", "/", "/"),
            Asset.of(AssetKind.DATASET, "ns", "\u0000\u007f\u0085", "x"));
    for (Asset asset : odd) {
      api.graph.assets(asset);
      for (String rest : List.of("", "/lineage", "/exposures", "/gate")) {
        ApiFixture.Answer answer = api.asset(asset.urn(), rest);
        assertThat(answer.status()).as(asset + rest + " " + answer.body()).isEqualTo(200);
        assertThat(answer.json().path("asset").asText()).isEqualTo(asset.urn());
      }
    }
    // Colons and at signs need no escape.
    api.graph.assets(s);
    assertThat(api.get("/api/v1/assets/dataset:lab:s@1").status()).isEqualTo(200);
  }

  @Test
  void badUrns_areNamed() {
    assertProblem(api.asset("dataset:lab", ""), 400, "urn: ");
    assertProblem(api.asset("dataset:a b:c", "/gate"), 400, "dataset:a%20b:c");
    assertThat(rawStatus("/api/v1/assets/dataset:lab:%ff"))
        .startsWith("HTTP/1.1 400")
        .contains("what is percent-encoded is not UTF-8");
    assertThat(rawStatus("/api/v1/assets/dataset:lab:%4"))
        .startsWith("HTTP/1.1 400")
        .contains("the path is not percent-encoded UTF-8");
    assertProblem(api.get("/api/v1/assets/dataset:lab:a/b"), 404, "slashes as %2F");
  }

  @Test
  void asset_isAsWritten() {
    api.graph.assets(s, dataset("s"), dataset("s@2"), dataset("s-2"), dataset("s/x@1"));

    ApiFixture.Answer answer = api.asset(s.urn(), "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"asset\":\"dataset:lab:s@1\",\"kind\":\"DATASET\",\"synthetic\":\"NO\","
                + "\"documentation\":\"NOT_APPLICABLE\",\"missing\":[],\"producedBy\":[],"
                + "\"composition\":[],\"agents\":[],\"decisions\":[],"
                + "\"inputsComplete\":\"NO_ASSERTION\",\"exposures\":{\"synthetic\":0,"
                + "\"undocumented\":0,\"unknown\":0,\"incomplete\":0},\"openAlerts\":0,"
                + "\"versions\":[\"dataset:lab:s\",\"dataset:lab:s@1\",\"dataset:lab:s@2\"],"
                + "\"complete\":true,\"truncated\":null,"
                + freshness(s)
                + "}");
  }

  @Test
  void exposures_areAsWritten() {
    api.graph.undocumented(s, t, m);

    assertThat(api.asset(m.urn(), "/exposures").body())
        .isEqualTo(
            "{\"asset\":\"model:lab:m@2\",\"exposures\":[{\"origin\":\"dataset:lab:s@1\","
                + "\"kind\":\"SYNTHETIC\",\"documentation\":\"UNDOCUMENTED\","
                + "\"missing\":[\"seed\",\"prompts\"],\"distance\":2,\"direct\":true,"
                + "\"waived\":false,"
                + "\"path\":[\"dataset:lab:s@1\",\"dataset:lab:t\",\"model:lab:m@2\"]}],"
                + "\"cursor\":null,\"complete\":true,\"truncated\":null,"
                + freshness(m, t)
                + "}");
    assertThat(api.asset(s.urn(), "/exposures").json().path("exposures").get(0).path("path"))
        .hasSize(1);
  }

  @Test
  void exposures_areFilteredByStatus() {
    api.graph
        .undocumented(dataset("open"), m)
        .unknown(dataset("unknown"), m)
        .exposed(
            OriginKind.SYNTHETIC,
            Documentation.DOCUMENTED,
            List.of(),
            false,
            dataset("documented"),
            m)
        .exposed(
            OriginKind.SYNTHETIC,
            Documentation.PARTIAL,
            List.of(Condition.AGENT),
            true,
            dataset("waived"),
            m);

    assertThat(origins("all")).hasSize(4);
    assertThat(origins("open")).containsExactly("dataset:lab:open", "dataset:lab:unknown");
    assertThat(origins("documented")).containsExactly("dataset:lab:documented");
    assertThat(origins("waived")).containsExactly("dataset:lab:waived");
    assertProblem(
        api.asset(m.urn(), "/exposures?status=closed"),
        400,
        "status: is one of all, open, documented, waived");
  }

  private List<String> origins(String status) {
    return texts(
        api.asset(m.urn(), "/exposures?status=" + status).json().path("exposures"), "origin");
  }

  @Test
  void exposures_comeInPages() {
    for (int i = 0; i < 25; i++) {
      api.graph.undocumented(dataset("o" + i), m);
    }
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.asset(m.urn(), "/exposures?limit=10" + cursor).json();
      all.addAll(texts(page.path("exposures"), "origin"));
      assertThat(page.path("complete").asBoolean()).isEqualTo(page.path("cursor").isNull());
      cursor = page.path("cursor").isNull() ? "" : "&cursor=" + page.path("cursor").asText();
    } while (!cursor.isEmpty());

    assertThat(all).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void aPathThatIsLost_isToldAndNotInvented() {
    api.graph.undocumented(s, t, m);
    api.graph.forgetExposures(t);

    JsonNode answer = api.asset(m.urn(), "/exposures").json();

    assertThat(answer.path("complete").asBoolean()).isFalse();
    assertThat(answer.path("truncated").asText()).isEqualTo("path");
    assertThat(answer.path("exposures").get(0).path("path")).hasSize(2);
  }

  @Test
  void cursors_ofOtherListsOrDamaged_areRefused() {
    api.graph.undocumented(s, t).undocumented(s, m).undocumented(dataset("x"), m);
    String cursor = api.asset(m.urn(), "/exposures?limit=1").json().path("cursor").asText();

    assertProblem(api.asset(t.urn(), "/exposures?cursor=" + cursor), 400, "cursor: is not one");
    assertProblem(api.get("/api/v1/alerts?cursor=" + cursor), 400, "cursor: is not one");
    assertProblem(api.get("/api/v1/assets?cursor=nonsense"), 400, "cursor: is not one");
  }

  @Test
  void gate_isAsWritten() {
    api.graph.undocumented(s, m);

    assertThat(api.asset(m.urn(), "/gate").body())
        .isEqualTo(
            "{\"asset\":\"model:lab:m@2\",\"verdict\":\"FAIL\",\"reasons\":[{"
                + "\"rule\":\"TRAINED_ON_UNDOCUMENTED_SYNTHETIC\",\"origin\":\"dataset:lab:s@1\","
                + "\"path\":[\"dataset:lab:s@1\",\"model:lab:m@2\"],"
                + "\"message\":\"dataset:lab:s@1 is synthetic and UNDOCUMENTED, missing seed,"
                + " prompts; model:lab:m@2 descends from it, 1 edge away.\"}],\"complete\":true,"
                + freshness(s, m)
                + "}");
    api.graph.assets(t);
    assertThat(api.asset(t.urn(), "/gate").json().path("verdict").asText()).isEqualTo("PASS");
    api.service.backlog.set(new Backlog(1, 0, false, 1));
    assertThat(api.asset(t.urn(), "/gate").json().path("verdict").asText())
        .isEqualTo("INDETERMINATE");
  }

  @Test
  void assets_areSearchedInOrderOverAllPartitions() {
    for (int i = 0; i < 60; i++) {
      api.graph.assets(dataset(String.format("set-%02d", i)));
    }
    api.graph.assets(model("set-m"), Asset.of(AssetKind.DATASET, "SETs", "other"));
    api.graph.asset(
        dataset("synthetic"),
        new AssetState(Synthetic.YES, Documentation.PARTIAL, List.of(Condition.AGENT), 1, true));

    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get("/api/v1/assets?q=SET&limit=7" + cursor).json();
      all.addAll(texts(page.path("assets"), "asset"));
      cursor = page.path("cursor").isNull() ? "" : "&cursor=" + page.path("cursor").asText();
    } while (!cursor.isEmpty());

    assertThat(all).hasSize(62).doesNotHaveDuplicates();
    // The last one has the text in its namespace only.
    assertThat(all.subList(0, 61)).isSorted();
    assertThat(all.get(61)).isEqualTo("dataset:SETs:other");
    assertThat(texts(api.get("/api/v1/assets?q=set&kind=MODEL").json().path("assets"), "asset"))
        .containsExactly("model:lab:set-m");
    assertThat(api.get("/api/v1/assets?synthetic=yes").body())
        .startsWith(
            "{\"assets\":[{\"asset\":\"dataset:lab:synthetic\",\"kind\":\"DATASET\","
                + "\"namespace\":\"lab\",\"name\":\"synthetic\",\"synthetic\":\"YES\","
                + "\"documentation\":\"PARTIAL\",\"missing\":[\"agent\"],\"openAlerts\":1}],"
                + "\"cursor\":null,\"complete\":true,");
    assertProblem(api.get("/api/v1/assets?kind=TABLE"), 400, "kind: is one of DATASET, MODEL");
    assertProblem(
        api.get("/api/v1/assets?synthetic=maybe"),
        400,
        "synthetic: is one of YES, INHERITED, NO, UNKNOWN");
    assertProblem(api.get("/api/v1/assets?limit=0"), 400, "limit: is a whole number from 1 to");
    assertProblem(
        api.get("/api/v1/assets?documentation=good"),
        400,
        "documentation: is one of DOCUMENTED, PARTIAL, UNDOCUMENTED, NOT_APPLICABLE");
    assertProblem(api.get("/api/v1/assets?alerts=1"), 400, "alerts: is one of open, none");
    assertProblem(
        api.get("/api/v1/assets?q=" + "%F0%9F%9A%80".repeat(501)),
        400,
        "q: is longer than 500 characters");
    assertThat(api.get("/api/v1/assets?q=" + "%F0%9F%9A%80".repeat(500)).status()).isEqualTo(200);
  }

  @Test
  void assets_areFilteredByStateAndNamespace() {
    for (Documentation documentation : Documentation.values()) {
      for (int alerts = 0; alerts < 2; alerts++) {
        api.graph.asset(
            Asset.of(AssetKind.DATASET, "lab" + alerts, documentation.name()),
            new AssetState(Synthetic.YES, documentation, List.of(), alerts, true));
      }
    }

    assertThat(found("documentation=partial"))
        .containsExactly("dataset:lab0:PARTIAL", "dataset:lab1:PARTIAL");
    assertThat(found("alerts=open&q=undoc")).containsExactly("dataset:lab1:UNDOCUMENTED");
    assertThat(found("alerts=none&documentation=DOCUMENTED"))
        .containsExactly("dataset:lab0:DOCUMENTED");
    assertThat(found("namespace=lab1&q=partial")).containsExactly("dataset:lab1:PARTIAL");
    assertThat(found("namespace=lab")).isEmpty();
    assertThat(found("namespace=LAB1")).isEmpty();
  }

  @Test
  void aCursor_belongsToItsText() {
    api.graph.assets(dataset("aa"), dataset("ab"));
    String cursor = api.get("/api/v1/assets?q=a&limit=1").json().path("cursor").asText();

    assertProblem(api.get("/api/v1/assets?q=b&cursor=" + cursor), 400, "cursor: is not one");
    assertThat(found("q=A&cursor=" + cursor)).containsExactly("dataset:lab:ab");
  }

  private List<String> found(String query) {
    return texts(api.get("/api/v1/assets?" + query).json().path("assets"), "asset");
  }

  @Test
  void resolvedAlerts_sayWhichAreForgotten() {
    api.graph.resolved(RuleName.UNDOCUMENTED_SYNTHETIC, Severity.WARNING, s, s);
    assertThat(api.get("/api/v1/alerts?status=all").json().has("forgotten")).isFalse();
    Instant before = Instant.parse("2026-08-01T00:00:00Z");
    api.graph.forgotAlerts(m, before.minusSeconds(60)).forgotAlerts(s, before);

    for (String status : List.of("all", "resolved")) {
      assertThat(api.get("/api/v1/alerts?status=" + status).body())
          .contains(",\"forgotten\":{\"resolvedBefore\":\"2026-08-01T00:00:00Z\"},");
    }
    assertThat(api.get("/api/v1/alerts").json().has("forgotten")).as("open ones").isFalse();
  }

  @Test
  void alerts_areFilteredAndComeInPages() {
    Alert open =
        api.graph.open(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Severity.CRITICAL, m, s);
    api.graph.resolved(RuleName.UNDOCUMENTED_SYNTHETIC, Severity.WARNING, s, s);
    for (int i = 0; i < 30; i++) {
      Asset subject = dataset("u" + i);
      api.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, subject, subject);
    }

    assertThat(alerts("").size()).isEqualTo(31);
    assertThat(alerts("status=all")).hasSize(32);
    assertThat(alerts("status=resolved")).hasSize(1);
    assertThat(alerts("rule=UNKNOWN_ORIGIN")).hasSize(30);
    assertThat(alerts("severity=critical")).containsExactly(open.id());
    assertThat(alerts("subject=" + ApiFixture.segment(m.urn()))).containsExactly(open.id());
    assertThat(alerts("status=all&limit=4")).hasSize(32).doesNotHaveDuplicates();
    assertThat(api.get("/api/v1/alerts?severity=CRITICAL").body())
        .startsWith(
            "{\"alerts\":[{\"id\":\""
                + open.id()
                + "\",\"rule\":\"TRAINED_ON_UNDOCUMENTED_SYNTHETIC\",\"severity\":\"CRITICAL\","
                + "\"status\":\"OPEN\",\"subject\":\"model:lab:m@2\","
                + "\"origin\":\"dataset:lab:s@1\",\"missing\":[\"seed\"],"
                + "\"path\":[\"dataset:lab:s@1\",\"model:lab:m@2\"],"
                + "\"openedAt\":\"2026-11-22T10:00:00Z\"}],\"cursor\":null,\"complete\":true,");
    assertProblem(
        api.get("/api/v1/alerts?status=closed"), 400, "status: is one of open, resolved, all");
    assertProblem(
        api.get("/api/v1/alerts?rule=NONE"), 400, "rule: is one of UNDOCUMENTED_SYNTHETIC");
    assertProblem(
        api.get("/api/v1/alerts?severity=HIGH"),
        400,
        "severity: is one of INFO, WARNING, CRITICAL");
    assertProblem(api.get("/api/v1/alerts?subject=x"), 400, "subject: ");
  }

  @Test
  void alerts_areFilteredByWhoOwnsTheirSubject() {
    List<Agent> crowd = new ArrayList<>();
    for (int i = 0; i < Limits.SUMMARY_ITEMS; i++) {
      crowd.add(new Agent("annotator-" + i, AgentType.PERSON, "ANNOTATOR", ""));
    }
    Agent ada = new Agent("ada", AgentType.PERSON, "OWNER", "");
    Agent team = new Agent("team:a b", AgentType.ORGANIZATION, "DATA_OWNER", "");
    Agent curator = new Agent("ada", AgentType.PERSON, "CURATOR", "");
    String adas = opened(dataset("adas"), List.of(ada, team));
    String ofTeam = opened(dataset("of-team"), List.of(team, curator));
    String nobodys = opened(dataset("nobodys"), List.of());
    String crowded = opened(dataset("crowded"), crowd);
    String unsummarized = api.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, s, s).id();
    Asset busy = dataset("busy");
    String ofBusy = opened(busy, List.of(ada));
    for (int i = 0; i <= Limits.SUMMARY_ITEMS; i++) {
      api.graph.event(busy, Steps.event(i, EventType.CLEAN, busy, List.of()));
    }
    Job job = new Job("lab", "make");
    String lost = api.graph.lost(job, new ProducerInstance("host"), 0).id();

    // Whose owners cannot be known, belongs to everybody. A job belongs to nobody.
    assertThat(alerts("owner=ada")).containsExactlyInAnyOrder(adas, crowded, unsummarized, ofBusy);
    assertThat(alerts("owner=team:a%20b&limit=1"))
        .containsExactlyInAnyOrder(adas, ofTeam, crowded, unsummarized, ofBusy);
    assertThat(alerts("owner=ADA")).containsExactlyInAnyOrder(crowded, unsummarized, ofBusy);
    assertThat(alerts("owner=ada&rule=LOST_EVENTS")).isEmpty();
    assertThat(alerts("namespace=lab&owner="))
        .containsExactlyInAnyOrder(adas, ofTeam, nobodys, crowded, unsummarized, ofBusy, lost);
    assertThat(alerts("namespace=la")).isEmpty();
  }

  @Test
  void alerts_sayWhenTheyWereOpenBefore() {
    Alert flapping = api.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, s, s);
    api.graph.wasOpen(
        flapping,
        new AlertEpisode(
            FakeGraph.OPENED.minusSeconds(120),
            FakeGraph.OPENED.minusSeconds(60),
            Resolution.ORIGIN_KNOWN,
            Severity.CRITICAL));
    api.graph.open(RuleName.UNDOCUMENTED_SYNTHETIC, Severity.WARNING, s, s);

    assertThat(api.get("/api/v1/alerts?rule=UNKNOWN_ORIGIN").body())
        .contains(
            "\"openedAt\":\"2026-11-22T10:00:00Z\",\"history\":[{"
                + "\"openedAt\":\"2026-11-22T09:58:00Z\",\"resolvedAt\":\"2026-11-22T09:59:00Z\","
                + "\"resolution\":\"ORIGIN_KNOWN\",\"severity\":\"CRITICAL\"}]}");
    assertThat(api.get("/api/v1/alerts?rule=UNDOCUMENTED_SYNTHETIC").body())
        .doesNotContain("history");
  }

  private String opened(Asset subject, List<Agent> agents) {
    api.graph.agents(subject, agents);
    return api.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, subject, subject).id();
  }

  @Test
  void alertsAboutRepresentation_haveDimensionAndEvidence() {
    AlertKey removal = new AlertKey(m, RuleName.DISPARATE_REMOVAL, s, "language");
    OptionalDouble none = OptionalDouble.empty();
    AlertEvidence sw =
        new AlertEvidence(
            "sw",
            OptionalDouble.of(0.125),
            OptionalDouble.of(0.1),
            OptionalDouble.of(0.25),
            OptionalDouble.of(0.8),
            OptionalDouble.of(1002),
            OptionalDouble.of(100));
    api.graph.open(removal, Severity.WARNING, sw);
    api.graph.open(new AlertKey(m, RuleName.SELF_CONSUMING_LOOP, s), Severity.INFO);
    AlertEvidence whole = new AlertEvidence("", none, none, none, none, none, none);
    api.graph.open(
        new AlertKey(s, RuleName.SCALE_WITHOUT_DIVERSITY, s, "language"), Severity.WARNING, whole);

    assertThat(api.get("/api/v1/alerts?rule=DISPARATE_REMOVAL").body())
        .startsWith(
            "{\"alerts\":[{\"id\":\""
                + removal.id()
                + "\",\"rule\":\"DISPARATE_REMOVAL\",\"severity\":\"WARNING\","
                + "\"status\":\"OPEN\",\"subject\":\"model:lab:m@2\","
                + "\"origin\":\"dataset:lab:s@1\",\"missing\":[],"
                + "\"path\":[\"dataset:lab:s@1\",\"model:lab:m@2\"],\"dimension\":\"language\","
                + "\"evidence\":[{\"category\":\"sw\",\"value\":0.125,\"low\":0.1,\"high\":0.25,"
                + "\"threshold\":0.8,\"before\":1002,\"after\":100}],\"moreEvidence\":0,"
                + "\"openedAt\":\"2026-11-22T10:00:00Z\"}],");
    assertThat(api.get("/api/v1/alerts?severity=info").body())
        .contains(",\"dimension\":null,\"evidence\":[],\"moreEvidence\":0,");
    assertThat(api.get("/api/v1/alerts?rule=SCALE_WITHOUT_DIVERSITY").body())
        .contains(",\"path\":[\"dataset:lab:s@1\"],\"dimension\":\"language\",\"evidence\":[{}],");
  }

  @Test
  void alertsOfAJob_areWhereverItsProducersAre() {
    Job job = new Job("s3://pipelines", "make");
    api.graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, s, s);
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < api.graph.count(); partition++) {
      ids.add(api.graph.lost(job, new ProducerInstance("host-" + partition), partition).id());
    }
    api.graph.lost(new Job("pipelines", "other"), new ProducerInstance("host-9"), 0);
    String subject = "subject=" + ApiFixture.segment("job:s3%3A//pipelines:make");

    assertThat(alerts(subject + "&limit=1")).containsExactlyElementsOf(ids);
    assertThat(alerts("rule=LOST_EVENTS")).hasSize(ids.size() + 1);
    assertThat(api.get("/api/v1/alerts?limit=1&" + subject).body())
        .startsWith(
            "{\"alerts\":[{\"id\":\""
                + ids.get(0)
                + "\",\"rule\":\"LOST_EVENTS\",\"severity\":\"WARNING\",\"status\":\"OPEN\","
                + "\"subject\":\"job:s3%3A//pipelines:make\",\"origin\":\"producer:host-0\","
                + "\"missing\":[\"5-7\",\"9\"],\"path\":[],\"openedAt\":");
    assertProblem(
        api.get("/api/v1/alerts?subject=" + ApiFixture.segment("job:s3://pipelines:make")),
        400,
        "subject: ");
    assertProblem(
        api.get("/api/v1/alerts?subject=job:make"), 400, "must be job:<namespace>:<name>");
  }

  private List<String> alerts(String query) {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get("/api/v1/alerts?" + query + cursor).json();
      all.addAll(texts(page.path("alerts"), "id"));
      cursor = page.path("cursor").isNull() ? "" : "&cursor=" + page.path("cursor").asText();
    } while (!cursor.isEmpty());
    return all;
  }

  @Test
  void status_isAsWritten() {
    assertThat(api.get("/api/v1/status").body())
        .isEqualTo(
            "{\"state\":\"RUNNING\",\"quiescent\":true,\"lag\":{\"events\":0,\"graph\":0},"
                + "\"pendingAlerts\":0,\"missing\":{\"producers\":0,\"events\":0},\"instances\":[{\"url\":\"http://127.0.0.1:1\","
                + "\"state\":\"RUNNING\",\"partitions\":[0,1,2,3]}],\"version\":\"1.2.3\"}");
    api.service.report = new InstanceReport("RUNNING", List.of(0), 2, 3, 17);
    assertThat(api.get("/api/v1/status").body())
        .contains("\"missing\":{\"producers\":3,\"events\":17}");
    assertThat(api.get("/api/v1/status").json().path("quiescent").asBoolean()).isFalse();
  }

  @Test
  void status_saysWhatItCannotTell() {
    api.service.backlog.set(null);

    JsonNode status = api.get("/api/v1/status").json();

    assertThat(status.path("quiescent").asBoolean()).isFalse();
    assertThat(status.path("lag").path("events").isNull()).isTrue();
    assertThat(status.path("problem").asText()).isEqualTo("Kafka does not answer.");
  }

  @Test
  void readsWhileEventsWait_areNeitherCaughtUpNorComplete() {
    api.graph.assets(s, m);
    api.service.backlog.set(new Backlog(3, 0, false, 1));
    for (String path :
        List.of(
            "/api/v1/assets",
            "/api/v1/assets/" + ApiFixture.segment(m.urn()),
            "/api/v1/assets/" + ApiFixture.segment(m.urn()) + "/lineage",
            "/api/v1/assets/" + ApiFixture.segment(m.urn()) + "/exposures",
            "/api/v1/assets/" + ApiFixture.segment(m.urn()) + "/gate",
            "/api/v1/lineage?nodeId=" + ApiFixture.segment(m.urn()),
            "/api/v1/alerts")) {
      for (String wait : path.endsWith("/gate") ? List.of("") : List.of("", "wait=true")) {
        String asked = path + (wait.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + wait);
        JsonNode answer = api.get(asked).json();
        assertThat(answer.path("complete").asBoolean(true)).as(asked + answer).isFalse();
        JsonNode freshness = answer.path("freshness");
        assertThat(freshness.path("caughtUp").asBoolean(true)).as(asked).isFalse();
        assertThat(freshness.path("behindMillis").asLong()).as(asked).isPositive();
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(api.get("/api/v1/alerts").json().at("/freshness/behindEvents").asLong())
                    .isEqualTo(3));
  }

  @Test
  void readsWhileKafkaIsAway_cannotTellHowFarTheyAreBehind() {
    api.graph.assets(m);
    api.service.backlog.set(null);
    // Answers use the latest measurement for a moment longer.
    await()
        .untilAsserted(
            () -> {
              JsonNode freshness = api.asset(m.urn(), "").json().path("freshness");
              assertThat(freshness.path("caughtUp").asBoolean(true)).isFalse();
              assertThat(freshness.path("behindEvents").isNull()).isTrue();
              assertThat(freshness.path("behindMillis").isNull()).isTrue();
            });
  }

  @Test
  void alertsHeldBack_leaveFactsCaughtUp_andWhatFollowsNot() {
    api.graph.assets(m);
    api.service.report = new InstanceReport("RUNNING", List.of(0, 1, 2, 3), 1, 0, 0);

    assertThat(api.asset(m.urn(), "").json().path("complete").asBoolean()).isTrue();
    assertThat(api.get("/api/v1/alerts").json().path("complete").asBoolean()).isFalse();
    assertThat(api.asset(m.urn(), "/exposures").json().path("complete").asBoolean()).isFalse();
  }

  @Test
  void probes_tellWhatIsWaitedFor() {
    assertThat(api.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(api.get("/readyz").body())
        .isEqualTo(
            "{\"status\":\"ready\",\"state\":\"serving\",\"behindEvents\":0,\"behindMillis\":0}");
    api.readiness.set(new Readiness(Readiness.State.BEHIND, "", new Lag(19_645, 7_000)));
    assertThat(api.get("/readyz").body())
        .isEqualTo(
            "{\"status\":\"ready\",\"state\":\"behind\",\"behindEvents\":19645,\"behindMillis\":7000}");
    api.readiness.set(
        new Readiness(Readiness.State.STARTING, "The state is being restored.", Lag.NONE));
    assertThat(api.get("/healthz").status()).isEqualTo(200);
    assertProblem(api.get("/readyz"), 503, "The state is being restored.");
    assertThat(api.get("/readyz").json().path("state").asText()).isEqualTo("starting");
    api.sick.set("The stream has failed.");
    assertProblem(api.get("/healthz"), 503, "The stream has failed.");
  }

  @Test
  void metrics_countByRoute() {
    api.graph.assets(s);
    api.asset(s.urn(), "");

    ApiFixture.Answer answer = api.get("/metrics");

    assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains("headwater_http_requests_seconds_count{")
        .contains("route=\"/api/v1/assets/{urn}\"")
        .doesNotContain("dataset:lab");
  }

  @Test
  void anInstanceAway_is503AndNeverLess() {
    api.graph.assets(s, t, m);
    api.service.cluster.lose(api.graph.partitionOf(s));

    for (String path : List.of("", "/lineage", "/exposures", "/gate")) {
      ApiFixture.Answer answer = api.asset(s.urn(), path);
      assertProblem(answer, 503, "Partition " + api.graph.partitionOf(s));
      assertThat(answer.header("Retry-After")).isEqualTo("2");
    }
    assertProblem(api.get("/api/v1/assets"), 503, "Partition ");
    assertProblem(api.get("/api/v1/alerts"), 503, "Partition ");
  }

  @Test
  void unknownPathsAndMethods_areProblems() {
    assertProblem(api.get("/api/v1/nothing"), 404, "There is nothing at this path");
    assertProblem(api.get("/nothing"), 404, "There is nothing at this path");
    ApiFixture.Answer put =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/v1/events")).PUT(BodyPublishers.ofString("{}")));
    assertProblem(put, 405, "PUT is not possible here; POST is.");
    assertThat(put.header("Allow")).isEqualTo("POST");
    assertProblem(api.get("/api/v1/events"), 405, "GET is not possible here");
    assertProblem(
        api.send(HttpRequest.newBuilder(api.uri("/api/v1/status")).DELETE()),
        405,
        "DELETE is not possible here");
  }

  @Test
  void anotherAccept_is406() {
    assertProblem(
        api.send(HttpRequest.newBuilder(api.uri("/api/v1/status")).header("Accept", "text/html")),
        406,
        "The answer is application/json");
    for (String accept :
        List.of(
            "*/*", "application/*", "text/html, application/json;q=0.1", "text/html,*/*;q=0.5")) {
      assertThat(
              api.send(HttpRequest.newBuilder(api.uri("/api/v1/status")).header("Accept", accept))
                  .status())
          .as(accept)
          .isEqualTo(200);
    }
    assertThat(
            api.send(
                    HttpRequest.newBuilder(api.uri("/api/v1/status"))
                        .header("Accept", "*/*, application/json;q=0"))
                .status())
        .isEqualTo(406);
  }

  @Test
  void head_hasTheStatusOfGetAndNoBody() {
    api.graph.assets(s);
    ApiFixture.Answer found =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/v1/assets/" + ApiFixture.segment(s.urn())))
                .method("HEAD", BodyPublishers.noBody()));
    ApiFixture.Answer missing =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/v1/assets/dataset:lab:nobody"))
                .method("HEAD", BodyPublishers.noBody()));

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body()).isEmpty();
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/status HTTP/1.1\r\n\r\n",
        "GET status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET /api/v1/status HTTP/1.1\r\nHost: x\r\nbad header\r\nConnection: close\r\n\r\n",
      })
  void whatIsNotHttp_isAProblem(String request) throws IOException {
    String answer = api.raw(request);

    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    assertThat(answer).doesNotContain("Jetty").doesNotContain("\tat ");
  }

  @Test
  void somethingUnexpected_is500WithoutATrace() {
    api.service.report = null;

    assertProblem(api.get("/api/v1/status"), 500, "Something went wrong here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/lineage", "/exposures", "/card", "/representation"})
  void anUnknownVersion_is404WithTheVersionsThereAre(String rest) {
    Asset one = Asset.parse("dataset:lab:corpus@1");
    Asset two = Asset.parse("dataset:lab:corpus@2");
    api.graph.chain(one, two);
    api.graph.chain(Asset.parse("dataset:lab:corpus2@1"), two);

    for (String unknown : List.of("dataset:lab:corpus", "dataset:lab:corpus@3")) {
      ApiFixture.Answer answer = api.asset(unknown, rest);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().path("versions"))
          .extracting(JsonNode::asText)
          .containsExactly(one.urn(), two.urn());
      assertThat(answer.json().has("moreVersions")).isFalse();
    }
    assertThat(api.asset("dataset:lab:corp", rest).json().has("versions")).isFalse();
  }

  @Test
  void gateOfAnUnknownVersion_cannotBeTold_andListsTheVersionsThereAre() {
    Asset[] many =
        java.util.stream.IntStream.range(0, 150)
            .mapToObj(i -> Asset.parse("dataset:lab:corpus@" + (1_000 + i)))
            .toArray(Asset[]::new);
    api.graph.chain(many);

    JsonNode gate = api.asset("dataset:lab:corpus", "/gate").json();
    assertThat(gate.path("verdict").asText()).isEqualTo("INDETERMINATE");
    assertThat(gate.path("versions")).hasSize(100);
    assertThat(gate.path("versions").get(0).asText()).isEqualTo(many[0].urn());
    assertThat(gate.path("moreVersions").asBoolean()).isTrue();
    assertThat(api.asset(many[0].urn(), "/gate").json().has("versions")).isFalse();
    assertThat(api.asset("dataset:lab:corp", "/gate").json().has("versions")).isFalse();
  }
}
