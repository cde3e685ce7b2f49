package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.Production;
import dev.headwater.model.Role;
import dev.headwater.query.FakeGraph;
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

/** The graph in the shape of OpenLineage's reference server. */
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

  private static Production made(Job job, String run, int minute) {
    return new Production(
        new UUID(0, minute),
        EventType.TRANSFORM,
        FakeGraph.OPENED.plusSeconds(60L * minute),
        job,
        run,
        "producer");
  }

  /** Each asset tells of the runs that made it; the latest of all is the job's. */
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

  @Test
  void anUnknownNode_isNotAnEmptyGraph() {
    assertThat(lineage("dataset:lab:none", "").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/lineage?nodeId=dataset:lab:a&deep=1").status()).isEqualTo(400);
    assertThat(lineage("dataset:lab:none", "&depth=x").status()).isEqualTo(400);
  }
}
