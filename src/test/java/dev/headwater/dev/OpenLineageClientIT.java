package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.codec.json.Json;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.LineageDatasetInput;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.OpenLineageClientException;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.openlineage.client.transports.KafkaConfig;
import io.openlineage.client.transports.KafkaTransport;
import io.openlineage.client.transports.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends events with the real OpenLineage client to a whole Headwater, over HTTP, over compressed
 * HTTP and over Kafka.
 */
@SuppressWarnings("try") // close() of the client may throw InterruptedException
class OpenLineageClientIT {
  private static final OpenLineage LINEAGE =
      new OpenLineage(URI.create("https://git.example/etl@4f2c"));
  private static final ZonedDateTime START = ZonedDateTime.parse("2026-11-22T09:00:00.123456Z");

  private static DevServer server;

  enum Way {
    HTTP,
    GZIP,
    KAFKA;

    Transport transport() {
      return switch (this) {
        case HTTP -> http(null);
        case GZIP -> http(HttpConfig.Compression.GZIP);
        case KAFKA -> kafka();
      };
    }

    private static Transport http(HttpConfig.Compression compression) {
      HttpConfig config = new HttpConfig();
      config.setUrl(server.url());
      config.setCompression(compression);
      config.setTimeoutInMillis(60_000); // by default 5 s, which a busy machine may exceed
      return new HttpTransport(config);
    }

    private static Transport kafka() {
      Properties properties = new Properties();
      properties.put("bootstrap.servers", server.bootstrapServers());
      properties.put("key.serializer", StringSerializer.class.getName());
      properties.put("value.serializer", StringSerializer.class.getName());
      return new KafkaTransport(new KafkaConfig("headwater.openlineage", null, properties));
    }
  }

  @BeforeAll
  static void start() {
    server = DevServer.start(DevServer.Options.FREE);
    server.awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RunEvent event(
      RunEvent.EventType type,
      int minute,
      UUID run,
      String job,
      List<InputDataset> inputs,
      List<OutputDataset> outputs) {
    // Only the end names the parent, so that over Kafka the events of a run have several keys.
    OpenLineage.RunFacetsBuilder facets = LINEAGE.newRunFacetsBuilder();
    if (type == RunEvent.EventType.COMPLETE) {
      facets.parent(
          LINEAGE.newParentRunFacet(
              LINEAGE.newParentRunFacetRun(UUID.randomUUID(), null),
              LINEAGE.newParentRunFacetJob("airflow", "dag-" + run, null),
              null));
    }
    return LINEAGE.newRunEvent(
        START.plusMinutes(minute),
        type,
        LINEAGE.newRun(run, facets.build()),
        LINEAGE.newJob("spark", job, LINEAGE.newJobFacetsBuilder().build()),
        inputs,
        outputs);
  }

  private static InputDataset input(String name) {
    return LINEAGE.newInputDataset("s3://lake", name, null, null);
  }

  private static OutputDataset output(String name) {
    return LINEAGE.newOutputDataset(
        "s3://lake",
        name,
        LINEAGE
            .newDatasetFacetsBuilder()
            .version(LINEAGE.newDatasetVersionDatasetFacet("7"))
            .build(),
        LINEAGE
            .newOutputDatasetOutputFacetsBuilder()
            .outputStatistics(LINEAGE.newOutputStatisticsOutputDatasetFacet(52_002L, 1_000L, 1L))
            .build());
  }

  private static OutputDataset model(String name, String source) {
    OpenLineage.DatasetFacets facets =
        LINEAGE
            .newDatasetFacetsBuilder()
            .datasetType(LINEAGE.newDatasetTypeDatasetFacet("MODEL", null))
            .lineage(
                LINEAGE.newLineageDatasetFacet(
                    List.of(
                        LINEAGE.newLineageDatasetInput(
                            "s3://lake", source, LineageDatasetInput.Type.DATASET, null, null)),
                    null))
            .build();
    return LINEAGE.newOutputDataset("s3://lake", name, facets, null);
  }

  private static JsonNode get(String path) {
    return Json.parse(body("/api/v1" + path));
  }

  private static JsonNode complete(String path) {
    return PatientClient.complete(server.url() + "/api/v1" + path);
  }

  private static String body(String path) {
    try {
      return PatientClient.send("GET", server.url() + path, "").body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Set<String> edges(String urn) {
    Set<String> edges = new TreeSet<>();
    for (JsonNode edge : get("/assets/" + segment(urn) + "/lineage").path("edges")) {
      edges.add(
          edge.path("from").asText().replaceAll("^.*:", "")
              + " > "
              + edge.path("to").asText().replaceAll("^.*:", "")
              + (edge.path("inferred").asBoolean() ? "?" : "")
              + " "
              + edge.path("activity").asText());
    }
    return edges;
  }

  private static void awaitRest() {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> get("/status").path("quiescent").asBoolean());
  }

  @ParameterizedTest
  @EnumSource
  void runs_becomeAssetsAndEdges_andAFailureTakesThemBack(Way way) throws Exception {
    String p = way.name().toLowerCase() + "-";
    UUID clean = UUID.randomUUID();
    UUID train = UUID.randomUUID();
    String cleaned = "dataset:s3%3A//lake:" + p + "clean";
    String trained = "model:s3%3A//lake:" + p + "model";
    try (OpenLineageClient client = new OpenLineageClient(way.transport())) {
      client.emit(
          event(
              RunEvent.EventType.START,
              0,
              clean,
              p + "clean",
              List.of(input(p + "raw")),
              List.of()));
      client.emit(
          event(
              RunEvent.EventType.COMPLETE,
              1,
              clean,
              p + "clean",
              List.of(),
              List.of(output(p + "clean"))));
      // The end of the training arrives before its start.
      client.emit(
          event(
              RunEvent.EventType.COMPLETE,
              3,
              train,
              p + "train",
              List.of(),
              List.of(model(p + "model", p + "clean"))));
      client.emit(
          event(
              RunEvent.EventType.START,
              2,
              train,
              p + "train",
              List.of(input(p + "clean"), input(p + "config")),
              List.of()));
      client.emit(
          LINEAGE.newDatasetEvent(
              START,
              LINEAGE.newStaticDataset(
                  "s3://lake",
                  p + "raw",
                  LINEAGE
                      .newDatasetFacetsBuilder()
                      .ownership(
                          LINEAGE.newOwnershipDatasetFacet(
                              List.of(
                                  LINEAGE.newOwnershipDatasetFacetOwners("team:data", "OWNER"))))
                      .build())));
      client.emit(
          LINEAGE.newJobEvent(
              START,
              LINEAGE.newJob("dbt", p + "view", LINEAGE.newJobFacetsBuilder().build()),
              List.of(input(p + "clean")),
              List.of(output(p + "view"))));
      await()
          .atMost(Duration.ofSeconds(120))
          .untilAsserted(
              () ->
                  assertThat(edges(trained))
                      .containsExactlyInAnyOrder(
                          p + "raw > " + p + "clean? TRANSFORM",
                          p + "clean > " + p + "model TRAIN"));
      // Over Kafka an emit returns before the broker has the event.
      await()
          .atMost(Duration.ofSeconds(120))
          .untilAsserted(
              () ->
                  assertThat(edges("dataset:s3%3A//lake:" + p + "view"))
                      .contains(p + "clean > " + p + "view? TRANSFORM"));
      String raw = "/assets/" + segment("dataset:s3%3A//lake:" + p + "raw");
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> get(raw).at("/agents/0/id").asText().equals("team:data"));
      awaitRest();
      JsonNode asset = complete("/assets/" + segment(cleaned));
      assertThat(asset.path("records").asLong()).isEqualTo(52_002);
      assertThat(asset.at("/producedBy/0/run").asText()).isEqualTo(clean.toString());
      assertThat(asset.at("/producedBy/0/job/name").asText()).isEqualTo(p + "clean");
      assertThat(asset.at("/producedBy/0/producer").asText())
          .isEqualTo("https://git.example/etl@4f2c");
      assertThat(asset.at("/producedBy")).hasSize(1);
      assertThat(asset.path("attributes").path("openlineage.version").asText()).isEqualTo("7");

      Set<String> nodes = new TreeSet<>();
      get("/lineage?nodeId=" + segment("job:spark:" + p + "clean") + "&depth=1")
          .path("graph")
          .forEach(node -> nodes.add(node.path("id").asText()));
      assertThat(nodes)
          .contains(
              "dataset:s3://lake:" + p + "raw",
              "job:spark:" + p + "clean",
              "dataset:s3://lake:" + p + "clean",
              "job:spark:" + p + "train",
              "model:s3://lake:" + p + "model");

      client.emit(event(RunEvent.EventType.FAIL, 9, clean, p + "clean", List.of(), List.of()));
      await()
          .atMost(Duration.ofSeconds(120))
          .untilAsserted(
              () -> assertThat(edges(trained)).containsExactly(p + "clean > " + p + "model TRAIN"));
    }
  }

  @Test
  void aBrokenEvent_isAnErrorToTheClient_thatNamesTheField() throws Exception {
    try (OpenLineageClient client = new OpenLineageClient(Way.HTTP.transport())) {
      RunEvent blank =
          event(RunEvent.EventType.START, 0, UUID.randomUUID(), " ", List.of(), List.of());

      assertThatThrownBy(() -> client.emit(blank))
          .isInstanceOf(OpenLineageClientException.class)
          .hasMessageContaining("400")
          .hasMessageContaining("job.name");
    }
  }

  /** Over Kafka the sender gets no answer, so a metric counts broken records. */
  @Test
  void aBrokenRecordOnTheTopic_isCounted() throws Exception {
    Map<String, Object> kafka = Map.of("bootstrap.servers", server.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("headwater.openlineage", "any", "no JSON")).get();
    }
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () ->
                assertThat(body("/metrics").lines())
                    .contains("headwater_openlineage_quarantined_total 1.0"));
  }

  /**
   * An event with a large unknown facet is accepted as long as its body is within the limit of 5
   * MiB.
   */
  @Test
  void events_areTakenUpToTheLimitOfBodies() throws Exception {
    for (int size : List.of(220 * 1024, 5 * 1024 * 1024, 5 * 1024 * 1024 + 1)) {
      String event =
          """
          {"eventType":"COMPLETE","eventTime":"2026-11-22T10:00:00Z","producer":"https://git.example/a",
           "run":{"runId":"%s","facets":{"spark.logicalPlan":{"plan":"PLAN"}}},
           "job":{"namespace":"spark","name":"large"},"outputs":[{"namespace":"large","name":"n%d"}]}"""
              .formatted(UUID.randomUUID(), size);
      String body = event.replace("PLAN", "x".repeat(size - event.length() + 4));
      assertThat(body).hasSize(size);
      HttpResponse<String> answer =
          PatientClient.send("POST", server.url() + "/api/v1/lineage", body);
      boolean fits = size <= 5 * 1024 * 1024;
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(fits ? 201 : 413);
      if (fits) {
        awaitRest();
        assertThat(complete("/assets/" + segment("dataset:large:n" + size)).path("producedBy"))
            .hasSize(1);
      }
    }
  }
}
