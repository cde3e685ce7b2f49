package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.FreePort;
import dev.headwater.PatientClient;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.LineageEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that an instance reports that it is behind while it rebuilds its state, and that Kafka is
 * away.
 */
@Timeout(900)
class BehindIT {
  private static final int EVENTS = 20_000;
  private static final String LAST = "dataset:backlog:d" + (EVENTS - 1);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private Settings settings(EmbeddedBroker broker, DevRegistry registry) {
    return Settings.of(
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "registry.url", registry.url().toString(),
            "http.port", "0",
            "topic.partitions", "2",
            "instance.id", "test",
            "ready.max.lag.events", "50",
            "state.dir", folder.resolve("state").toString()));
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
    return client.send(request, BodyHandlers.ofString());
  }

  private static String event(String output, String input) {
    return "{\"eventId\":\""
        + UUID.randomUUID()
        + "\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"type\":\""
        + (input.isEmpty() ? "SYNTHESIZE" : "TRANSFORM")
        + "\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"run\":\"r\","
        + (input.isEmpty() ? "" : "\"inputs\":[{\"asset\":\"" + input + "\"}],")
        + "\"outputs\":[{\"asset\":\""
        + output
        + "\"}]}";
  }

  /**
   * Sends events that make datasets from the first dataset. The last event synthesizes that one.
   */
  private static void fill(EmbeddedBroker broker, DevRegistry registry) {
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      EventEncoder encoder = new EventEncoder(schemas::register, "headwater.events");
      for (int i = 1; i <= EVENTS; i++) {
        String text =
            i == EVENTS
                ? event("dataset:backlog:d0", "")
                : event("dataset:backlog:d" + i, "dataset:backlog:d0");
        LineageEvent event = EventJson.read(Json.parse(text));
        producer.send(
            new ProducerRecord<>(
                "headwater.events", event.key().getBytes(UTF_8), encoder.encode(event)));
      }
    }
  }

  @Test
  void rebuilding_isNeitherReadyNorComplete_untilItHasCaughtUp() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      Settings settings = settings(broker, registry);
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> send(headwater, "GET", "/readyz", "").statusCode() == 200);
      }
      fill(broker, registry);
      new Reset(settings).run();
      List<String> states = new ArrayList<>();
      int[] behind = {0};
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        await()
            .atMost(Duration.ofSeconds(300))
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  JsonNode ready = Json.parse(send(headwater, "GET", "/readyz", "").body());
                  states.add(ready.path("state").asText());
                  JsonNode exposures =
                      Json.parse(
                          send(
                                  headwater,
                                  "GET",
                                  "/api/v1/assets/" + URLEncoder.encode(LAST, UTF_8) + "/exposures",
                                  "")
                              .body());
                  boolean found = exposures.path("exposures").size() == 1;
                  boolean complete = exposures.path("complete").asBoolean(false);
                  assertThat(complete && !found).as(exposures.toString()).isFalse();
                  if (exposures.has("freshness") && !complete) {
                    behind[0]++;
                    assertThat(exposures.at("/freshness/caughtUp").asBoolean(true)).isFalse();
                  }
                  return complete && ready.path("status").asText().equals("ready");
                });
      }
      assertThat(states).contains("rebuilding");
      assertThat(states.indexOf("serving")).as(states.toString()).isNotEqualTo(0);
      assertThat(behind[0]).as("answers while it was behind").isPositive();
    }
  }

  @Test
  void kafkaAway_isNotReady_turnsEventsAwayAtOnce_andComesBack() throws Exception {
    int port = FreePort.next();
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), port);
    try (DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        Headwater headwater = Headwater.start(settings(broker, registry))) {
      headwater.awaitReady(Duration.ofSeconds(120));
      String post = "/api/v1/events?wait=true";
      assertThat(
              PatientClient.send("POST", headwater.url() + post, event("dataset:a:b", ""))
                  .statusCode())
          .isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> send(headwater, "GET", "/readyz", "").statusCode() == 200);

      broker.close();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                HttpResponse<String> ready = send(headwater, "GET", "/readyz", "");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("\"state\":\"kafka_away\"");
              });
      assertThat(send(headwater, "GET", "/healthz", "").statusCode()).isEqualTo(200);
      long quickest = Long.MAX_VALUE;
      for (int attempt = 0; attempt < 5; attempt++) { // one that a busy machine does not hold up
        long began = System.nanoTime();
        HttpResponse<String> refused = send(headwater, "POST", post, event("dataset:a:c", ""));
        quickest = Math.min(quickest, (System.nanoTime() - began) / 1_000_000);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("None of these events is taken");
      }
      assertThat(quickest).as("before the producer gives up waiting").isLessThan(4_000);
      // Once it has heard nothing for a while, others may own the partition: then it gives no
      // answer.
      HttpResponse<String> answer = send(headwater, "GET", "/api/v1/assets/dataset%3Aa%3Ab", "");
      if (answer.statusCode() == 503) {
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      } else {
        JsonNode read = Json.parse(answer.body());
        assertThat(read.path("complete").asBoolean(true)).as(answer.body()).isFalse();
        assertThat(read.at("/freshness/caughtUp").asBoolean(true)).as(answer.body()).isFalse();
      }

      broker = EmbeddedBroker.start(folder.resolve("kafka"), port);
      await()
          .atMost(Duration.ofSeconds(180))
          .until(() -> send(headwater, "GET", "/readyz", "").statusCode() == 200);
      // For a moment its tasks may not answer which ids are taken, and it says so: they were
      // silent.
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(send(headwater, "POST", post, event("dataset:a:c", "")).body())
                      .isEqualTo("{\"accepted\":1,\"rejected\":[],\"settled\":true}"));
    } finally {
      broker.close();
    }
  }
}
