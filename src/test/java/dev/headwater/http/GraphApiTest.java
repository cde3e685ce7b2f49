package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Production;
import dev.headwater.model.Role;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.question.JobRun;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the graph has the format of OpenLineage's reference server. */
class GraphApiTest {
  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private ApiFixture.Answer lineage(String nodeId, String more) {
    return api.get(
        "/api/v1/lineage?nodeId=" + URLEncoder.encode(nodeId, StandardCharsets.UTF_8) + more);
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.path("graph").forEach(node -> ids.add(node.path("id").asText()));
    return ids;
  }

  private static JsonNode node(JsonNode answer, String id) {
    for (JsonNode node : answer.path("graph")) {
      if (node.path("id").asText().equals(id)) {
        return node;
      }
    }
    throw new AssertionError("no " + id + " in " + answer);
  }

  @Test
  void jobs_standBetweenTheDatasets() {
    api.graph
        .chain(dataset("a"), dataset("b"), model("m"))
        .made(dataset("b"), EventType.TRANSFORM, Completeness.NO_ASSERTION)
        .edge(dataset("b"), dataset("c"), Role.SOURCE, EventType.DOCUMENT, false);

    JsonNode answer = lineage("dataset:lab:b", "").json();

    assertThat(ids(answer))
        .containsExactlyInAnyOrder(
            "dataset:lab:a", "dataset:lab:b", "dataset:lab:c", "model:lab:m", "job:p:j");
    JsonNode job = node(answer, "job:p:j");
    assertThat(job.path("type").asText()).isEqualTo("JOB");
    assertThat(job.at("/data/id/namespace").asText()).isEqualTo("p");
    assertThat(job.at("/data/latestRun/id").asText()).isEqualTo("run-1");
    assertThat(job.at("/data/inputs/0/name").asText()).isEqualTo("a");
    assertThat(job.path("inEdges").toString())
        .isEqualTo("[{\"origin\":\"dataset:lab:a\",\"destination\":\"job:p:j\"}]");
    assertThat(job.path("outEdges").toString())
        .isEqualTo("[{\"origin\":\"job:p:j\",\"destination\":\"dataset:lab:b\"}]");
    JsonNode b = node(answer, "dataset:lab:b");
    assertThat(b.path("type").asText()).isEqualTo("DATASET");
    assertThat(b.at("/data/urn").asText()).isEqualTo("dataset:lab:b");
    assertThat(b.at("/inEdges/0/origin").asText()).isEqualTo("job:p:j");
    assertThat(b.path("outEdges").toString())
        .as("edges without a known job lead straight")
        .contains("\"destination\":\"dataset:lab:c\"")
        .contains("\"destination\":\"model:lab:m\"");
    assertThat(answer.path("complete").asBoolean()).isTrue();
    assertThat(answer.has("freshness")).isTrue();
  }

  @Test
  void depth_countsFromAssetToAsset_andWhatIsCutOffIsTold() {
    api.graph.chain(dataset("a"), dataset("b"), dataset("c"));

    JsonNode answer = lineage("dataset:lab:c", "&depth=1").json();

    assertThat(ids(answer)).containsExactlyInAnyOrder("dataset:lab:b", "dataset:lab:c");
    assertThat(answer.path("complete").asBoolean()).isFalse();
    assertThat(answer.path("truncated").asText()).isEqualTo("depth");
  }

  @Test
  void aJob_isFoundByWhatItMade() {
    api.graph
        .chain(dataset("a"), dataset("b"))
        .made(dataset("b"), EventType.TRANSFORM, Completeness.NO_ASSERTION)
        .assets(dataset("other"));

    assertThat(ids(lineage("job:p:j", "").json()))
        .containsExactlyInAnyOrder("dataset:lab:a", "dataset:lab:b", "job:p:j");
    assertThat(lineage("job:p:other", "").status()).isEqualTo(404);
  }

  /**
   * If two jobs make the same edge, the edge belongs to the job that made it last. The node of the
   * first job shows its inputs all the same.
   */
  @Test
  void aJob_showsItsInputs_whateverOtherJobsDidLater() {
    Job first = new Job("p", "first");
    Job second = new Job("p", "second");
    api.graph
        .edge(dataset("a"), dataset("x"))
        .made(dataset("x"), made(second, "run-1", 2), Completeness.NO_ASSERTION)
        .event(
            dataset("x"),
            LineageEvent.builder(EventType.TRANSFORM)
                .eventId(new UUID(0, 7))
                .eventTime(FakeGraph.OPENED)
                .producer("p")
                .job(first)
                .run("r")
                .inputs(List.of(Input.of(dataset("a"), Role.SOURCE)))
                .outputs(List.of(Output.of(dataset("x"))))
                .build());

    for (String depth : List.of("", "&depth=0")) {
      JsonNode answer = lineage("job:p:first", depth).json();
      JsonNode job = node(answer, "job:p:first");
      assertThat(job.at("/data/inputs/0/name").asText()).as(depth).isEqualTo("a");
      assertThat(job.at("/data/outputs/0/name").asText()).as(depth).isEqualTo("x");
      assertThat(node(answer, "dataset:lab:a").at("/outEdges").toString())
          .contains("\"destination\":\"job:p:first\"");
    }
  }

  @Test
  void aJobThatOnlyReads_isFound_withItsInputs() {
    Job job = new Job("p", "reader");
    api.graph.assets(dataset("a"));
    api.service.run(job, new JobRun("r1", 1_000, List.of(dataset("a"), dataset("new")), false));
    api.service.run(job, new JobRun("r2", 2_000, List.of(dataset("a")), false));

    JsonNode answer = lineage("job:p:reader", "").json();

    assertThat(ids(answer))
        .containsExactlyInAnyOrder("dataset:lab:a", "dataset:lab:new", "job:p:reader");
    JsonNode node = node(answer, "job:p:reader");
    assertThat(node.at("/data/inputs")).hasSize(2);
    assertThat(node.at("/data/outputs")).isEmpty();
    assertThat(node.at("/data/latestRun/id").asText()).isEqualTo("r2");
    assertThat(answer.path("complete").asBoolean()).isTrue();
  }

  @Test
  void whileAPartitionCannotBeRead_aJobIsNotSaidToBeUnknown() {
    api.service.cluster.lose(1);

    ApiFixture.Answer answer = lineage("job:p:j", "");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dataset:s3://lake:a/b",
        "dataset:s3%3A//lake:a/b",
        "dataset:s3://lake:a/b#7",
        "dataset:s3%3A//lake:a/b@7"
      })
  void theNodeAskedFor_comesBackAsItWasAsked_andTheOthersRaw(String nodeId) {
    String urn = "dataset:s3%3A//lake:a/b" + (nodeId.endsWith("7") ? "@7" : "");
    api.graph.edge(Asset.parse("dataset:s3%3A//lake:from"), Asset.parse(urn));

    JsonNode answer = lineage(nodeId, "").json();

    assertThat(ids(answer)).containsExactlyInAnyOrder(nodeId, "dataset:s3://lake:from");
    JsonNode from = node(answer, "dataset:s3://lake:from");
    assertThat(from.at("/outEdges/0/destination").asText()).isEqualTo(nodeId);
    assertThat(node(answer, nodeId).at("/inEdges/0/origin").asText())
        .isEqualTo("dataset:s3://lake:from");
    assertThat(node(answer, nodeId).at("/data/urn").asText()).isEqualTo(urn);
  }

  @Test
  void eachId_leadsBackToItsNode_evenWhereRawNamesMeanTwo() {
    api.graph
        .chain(
            Asset.parse("dataset:lake:a%3Ab"),
            Asset.parse("dataset:x:y"),
            Asset.parse("dataset:lake%3Aa:b"))
        .edge(Asset.parse("dataset:lake:v@7"), Asset.parse("dataset:x:y"))
        .edge(Asset.parse("dataset:lake:v%237"), Asset.parse("dataset:x:y"))
        .made(
            Asset.parse("dataset:x:y"),
            made(new Job("n:a", "j"), "r1", 1),
            Completeness.NO_ASSERTION)
        .made(
            Asset.parse("dataset:lake%3Aa:b"),
            made(new Job("n", "a:j"), "r2", 2),
            Completeness.NO_ASSERTION);

    JsonNode answer = lineage("dataset:x:y", "").json();

    assertThat(ids(answer)).doesNotHaveDuplicates().hasSize(7);
    for (JsonNode node : answer.path("graph")) {
      String id = node.path("id").asText();
      JsonNode again = node(lineage(id, "").json(), id);
      assertThat(again.at("/data/id")).as(id).isEqualTo(node.at("/data/id"));
      assertThat(again.at("/data/urn")).as(id).isEqualTo(node.at("/data/urn"));
    }
  }

  private static Production made(Job job, String run, int minute) {
    return new Production(
        new UUID(0, minute),
        EventType.TRANSFORM,
        FakeGraph.OPENED.plusSeconds(60L * minute),
        job,
        run,
        "producer");
  }

  /**
   * Each asset lists the runs that made it. The latest of all these runs is the latest run of the
   * job.
   */
  @Test
  void theLatestRunOfAJob_isTheLatestThatMadeAnything() {
    Job job = new Job("p", "j");
    api.graph
        .made(dataset("a"), made(job, "second", 2), Completeness.NO_ASSERTION)
        .made(dataset("b"), made(job, "third", 3), Completeness.NO_ASSERTION)
        .made(dataset("c"), made(job, "first", 1), Completeness.NO_ASSERTION);

    JsonNode answer = lineage("job:p:j", "").json();

    assertThat(node(answer, "job:p:j").at("/data/latestRun/id").asText()).isEqualTo("third");
  }

  @ParameterizedTest
  @CsvSource({"a:b, j", "a, b:j"})
  void aJobsName_mayHaveColonsInEitherPart(String namespace, String name) {
    api.graph.made(dataset("x"), made(new Job(namespace, name), "r", 1), Completeness.NO_ASSERTION);

    assertThat(ids(lineage("job:a:b:j", "").json()))
        .containsExactlyInAnyOrder("dataset:lab:x", "job:a:b:j");
  }

  @ParameterizedTest
  @CsvSource({
    "dataset:s3://lake:a/b, dataset:s3%3A//lake:a/b",
    "dataset:s3%3A//lake:a/b, dataset:s3%3A//lake:a/b",
    "dataset:postgres://h:5432:db.t, dataset:postgres%3A//h%3A5432:db.t",
    "dataset:lake:a:b, dataset:lake:a%3Ab",
    "dataset:lake:a#7, dataset:lake:a@7",
    "dataset:lake:a@7, dataset:lake:a@7",
    "dataset:lake:a#7, dataset:lake:a%237",
    "model:lake:m, model:lake:m"
  })
  void nodeIds_areRawOrUrns(String nodeId, String urn) {
    api.graph.assets(Asset.parse(urn));

    JsonNode answer = lineage(nodeId, "").json();

    assertThat(answer.at("/graph/0/data/urn").asText()).as(answer.toString()).isEqualTo(urn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "dataset:", "dataset:lake", "dataset::", "job:", "job:a", "field:a:b"})
  void whatNamesNothing_isRefused(String nodeId) {
    ApiFixture.Answer answer = lineage(nodeId, "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("parameter").asText()).isEqualTo("nodeId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset:lab:none", "dataset:lab:part:none#1", "job:p:none"})
  void aNodeThatMayBeNamedByAnEventThatWaits_is404_andSaysSo(String nodeId) {
    ApiFixture.Answer certain = lineage(nodeId, "");
    assertThat(certain.detail()).endsWith("names " + nodeId + ".");
    assertThat(certain.json().path("freshness").path("caughtUp").asBoolean()).isTrue();
    assertThat(certain.json().path("freshness").path("partitions")).isNotEmpty();

    api.service.backlog.set(new Backlog(3, 0, false, 1));
    ApiFixture.Answer behind = lineage(nodeId, "");
    assertThat(behind.status()).isEqualTo(404);
    assertThat(behind.detail()).endsWith("Events may still be waiting to be processed.");
    assertThat(behind.json().path("freshness").path("caughtUp").asBoolean(true)).isFalse();
  }

  @Test
  void anUnknownNode_isNotAnEmptyGraph() {
    assertThat(lineage("dataset:lab:none", "").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/lineage?nodeId=dataset:lab:a&deep=1").status()).isEqualTo(400);
    assertThat(lineage("dataset:lab:none", "&depth=x").status()).isEqualTo(400);
  }
}
