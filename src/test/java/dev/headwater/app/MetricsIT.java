package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.app.settings.Settings;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.deploy.Expressions;
import dev.headwater.deploy.Selector;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.docs.Exposition;
import dev.headwater.docs.MetricsPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what {@code /metrics} of a running processor answers with METRICS.md, the alert rules
 * and the dashboard, and with what was done.
 */
@Timeout(900)
class MetricsIT {
  private static final String SYNTHESIS = "6f1a6c1e-0000-4000-8000-000000000001";
  private static final String TRAINING = "6f1a6c1e-0000-4000-8000-000000000002";
  private static final Map<String, String> OPEN =
      Map.of("rule", "TRAINED_ON_UNDOCUMENTED_SYNTHETIC", "severity", "CRITICAL");

  @TempDir private Path folder;

  private Settings settings(EmbeddedBroker broker, DevRegistry registry, String... more)
      throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            rules:
              UNDOCUMENTED_SYNTHETIC: {grace: 0s}
              TRAINED_ON_UNDOCUMENTED_SYNTHETIC: {severity: CRITICAL}
            """);
    // Nobody listens at this port: the alerts wait.
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            receivers:
              nobody: {type: webhook, url: "http://127.0.0.1:1/"}
            routes:
              - {name: all, receivers: [nobody]}
            """);
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "registry.url", registry.url().toString(),
                "http.port", "0",
                "topic.partitions", "2",
                "instance.id", "test",
                "policy.file", policy.toString(),
                "alerts.routes.file", routes.toString(),
                "state.dir", folder.resolve("state").toString()));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Settings.of(settings);
  }

  private HttpResponse<String> send(Headwater headwater, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(headwater.url() + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return PatientClient.send(request);
  }

  private Exposition metrics(Headwater headwater) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(headwater, "GET", "/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Exposition.parse(answer.body());
  }

  private static String event(String id, String type, String input, String output) {
    return "{\"eventId\":\"%s\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"type\":\"%s\","
            .formatted(id, type)
        + "\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"run\":\"r\","
        + (input.isEmpty() ? "" : "\"inputs\":[{\"asset\":\"" + input + "\"}],")
        + "\"outputs\":[{\"asset\":\"%s\"}]}".formatted(output);
  }

  private static final String SYNTHESIZE =
      event(SYNTHESIS, "SYNTHESIZE", "", "dataset:lab:dialogues@1");
  private static final String TRAIN =
      event(TRAINING, "TRAIN", "dataset:lab:dialogues@1", "model:lab:tutor@1");

  private void post(Headwater headwater, String event) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(headwater, "POST", "/api/v1/events?wait=true", event);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Sends what the API would refuse: another event with the same id, and a record of no event. */
  private static void sendBad(EmbeddedBroker broker, DevRegistry registry) {
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      EventEncoder encoder = new EventEncoder(schemas::register, "headwater.events");
      String other = SYNTHESIZE.replace("\"run\":\"r\"", "\"run\":\"other\"");
      byte[] key = "dataset:lab:dialogues".getBytes(UTF_8);
      producer.send(
          new ProducerRecord<>(
              "headwater.events", key, encoder.encode(EventJson.read(Json.parse(other)))));
      producer.send(new ProducerRecord<>("headwater.events", key, "no event".getBytes(UTF_8)));
    }
  }

  @Test
  void metrics_areThoseOfThePage_andTellWhatHappened_alsoAfterARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      try (Headwater headwater = Headwater.start(settings(broker, registry))) {
        headwater.awaitReady(Duration.ofSeconds(120));
        post(headwater, SYNTHESIZE);
        post(headwater, SYNTHESIZE);
        post(headwater, TRAIN);
        sendBad(broker, registry);
        await()
            .atMost(Duration.ofSeconds(90))
            .until(
                () ->
                    metrics(headwater).value("headwater_quarantined_total") == 2
                        && read(headwater, "/api/v1/status").path("quiescent").asBoolean());
        List<JsonNode> gates = gatesUntilItFails(headwater);
        JsonNode assets = read(headwater, "/api/v1/assets?wait=true");
        System.gc(); // pauses are shown from the first one on
        Exposition metrics =
            await()
                .atMost(Duration.ofSeconds(90))
                .until(
                    () -> metrics(headwater),
                    now ->
                        now.value("headwater_quarantined_total") == 2
                            && now.value("headwater_alerts_open", OPEN) == 1
                            && now.value("headwater_behind_seconds") == 0
                            && now.value("headwater_lag_records") == 0
                            && now.families().containsKey("jvm_gc_pause_seconds"));

        assertThat(metrics.families()).isEqualTo(MetricsPage.read());
        everySelectorHasSamples(metrics);
        tellsWhatHappened(metrics);
        tellsVerdicts(metrics, gates);
        tellsWhichAreIncomplete(metrics, Map.of("gate", gates, "assets", List.of(assets)));
      }
      try (Headwater headwater = Headwater.start(settings(broker, registry))) {
        Exposition first =
            await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(20))
                .until(
                    () -> metrics(headwater),
                    // A scrape may fall into the moment when the state becomes readable.
                    now ->
                        !Double.isNaN(
                            now.value("headwater_alerts_open")
                                + now.value("headwater_assets")
                                + now.value("headwater_exposures")));
        assertThat(first.value("headwater_alerts_open", OPEN)).isEqualTo(1);
        assertThat(first.value("headwater_alerts_total")).isZero();
        assertThat(first.value("headwater_assets")).isEqualTo(2);
        assertThat(first.value("headwater_exposures")).isEqualTo(1);
      }
    }
  }

  private JsonNode read(Headwater headwater, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(headwater, "GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private static String gate(String asset) {
    return "/api/v1/assets/" + asset.replace(":", "%3A").replace("@", "%40") + "/gate";
  }

  private static void everySelectorHasSamples(Exposition metrics) {
    for (Expressions.Expression expression : Expressions.all()) {
      for (Selector selector : Selector.of(expression.text())) {
        Map<String, String> values = new HashMap<>(selector.values());
        values.remove("job");
        if (!selector.name().equals("up")) {
          assertThat(metrics.value(selector.name(), values))
              .as(expression.place() + ": " + selector)
              .isNotNaN();
        }
      }
    }
  }

  private static void tellsWhatHappened(Exposition metrics) {
    assertThat(events(metrics, "SYNTHESIZE", "taken")).isEqualTo(1);
    assertThat(events(metrics, "SYNTHESIZE", "duplicate")).isEqualTo(1);
    assertThat(events(metrics, "SYNTHESIZE", "quarantined")).isEqualTo(1);
    assertThat(events(metrics, "TRAIN", "taken")).isEqualTo(1);
    assertThat(events(metrics, "UNKNOWN", "quarantined")).isEqualTo(1);
    assertThat(metrics.value("headwater_events_total")).isEqualTo(5);
    Map<String, String> events = Map.of("topic", "headwater.events");
    assertThat(metrics.value("headwater_quarantined_total", events)).isEqualTo(2);
    assertThat(
            metrics.value(
                "headwater_quarantined_total",
                Map.of("topic", "headwater.events", "reason", "id_taken")))
        .isEqualTo(1);
    assertThat(metrics.value("headwater_event_commit_seconds_count")).isEqualTo(2);
    assertThat(metrics.value("headwater_event_commit_seconds_sum")).isBetween(0.001, 60.0);
    assertThat(metrics.value("headwater_event_alert_seconds_count"))
        .isEqualTo(metrics.value("headwater_alerts_total"))
        .isEqualTo(2);
    assertThat(metrics.value("headwater_commit_seconds_sum")).isBetween(0.001, 60.0);
    assertThat(metrics.value("headwater_alerts_open")).isEqualTo(2);
    assertThat(metrics.value("headwater_commands_total")).isGreaterThan(4);
    assertThat(metrics.value("headwater_reads_seconds_count", Map.of("kind", "assets")))
        .isEqualTo(1);
    assertThat(metrics.value("headwater_stream_state")).isEqualTo(1);
    assertThat(metrics.value("headwater_stream_state", Map.of("state", "RUNNING"))).isEqualTo(1);
    assertThat(metrics.value("headwater_partitions")).isEqualTo(2);
    assertThat(metrics.value("headwater_lag_records")).isZero();
    assertThat(metrics.value("headwater_state_disk_free_bytes"))
        .isLessThan(metrics.value("headwater_state_disk_bytes"));
  }

  /** An answer may be incomplete at rest too, where Kafka is slow to say how far it is. */
  private static void tellsWhichAreIncomplete(
      Exposition metrics, Map<String, List<JsonNode>> answers) {
    answers.forEach(
        (kind, all) ->
            assertThat(metrics.value("headwater_reads_incomplete_total", Map.of("kind", kind)))
                .as(kind + ": " + all)
                .isEqualTo(all.stream().filter(one -> !one.path("complete").asBoolean()).count()));
  }

  /** All answers of the gate until it fails the model, which it cannot before it is caught up. */
  private List<JsonNode> gatesUntilItFails(Headwater headwater) {
    List<JsonNode> gates = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              JsonNode gate = read(headwater, gate("model:lab:tutor@1"));
              gates.add(gate);
              assertThat(gate.path("verdict").asText()).isIn("FAIL", "INDETERMINATE");
              return gate.path("verdict").asText().equals("FAIL");
            });
    return gates;
  }

  private static void tellsVerdicts(Exposition metrics, List<JsonNode> gates) {
    assertThat(metrics.value("headwater_gate_total", Map.of("verdict", "FAIL"))).isEqualTo(1);
    assertThat(metrics.value("headwater_gate_total")).isEqualTo(gates.size());
    assertThat(metrics.value("headwater_reads_seconds_count", Map.of("kind", "gate")))
        .isEqualTo(gates.size());
  }

  private static double events(Exposition metrics, String type, String outcome) {
    return metrics.value("headwater_events_total", Map.of("type", type, "outcome", outcome));
  }

  @Test
  void whatIsNotKnown_hasNoSample() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
    try (DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        Headwater headwater =
            Headwater.start(
                settings(
                    broker,
                    registry,
                    "metrics.stream",
                    "off",
                    // The stream cannot end in order without Kafka.
                    "shutdown.timeout.millis",
                    "2000"))) {
      headwater.awaitReady(Duration.ofSeconds(120));
      Exposition before =
          await()
              .atMost(Duration.ofSeconds(90))
              .until(
                  () -> metrics(headwater),
                  // Right after the start, the tasks' own first records may still wait.
                  now ->
                      now.value("headwater_behind_seconds") == 0
                          && now.value("headwater_lag_records") == 0);
      assertThat(before.value("headwater_alerts_open")).isZero();
      assertThat(before.families())
          .as("the stream is not counted")
          .doesNotContainKeys("headwater_events_total", "headwater_event_commit_seconds");

      broker.close();
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(metrics(headwater).families())
                      .doesNotContainKeys("headwater_lag_records", "headwater_behind_seconds"));
      assertThat(metrics(headwater).families()).containsKey("headwater_stream_state");
      // Until its tasks have run for a while again, a busy instance may answer 503.
      JsonNode assets =
          await()
              .atMost(Duration.ofSeconds(90))
              .ignoreExceptionsMatching(AssertionError.class::isInstance)
              .until(() -> read(headwater, "/api/v1/assets"), any -> true);
      assertThat(assets.path("complete").asBoolean(true)).as("Kafka is away").isFalse();
      tellsWhichAreIncomplete(metrics(headwater), Map.of("assets", List.of(assets)));
    } finally {
      broker.close();
    }
  }
}
