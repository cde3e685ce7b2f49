package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.app.settings.Settings;
import dev.headwater.codec.json.Json;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.HeadwaterClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows traces through a real instance on a real broker: from requests, from the client and from
 * OpenLineage to the decisions, and to quarantine. None of them comes into the log or a metric.
 */
class TracesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String PARENT = "-00f067aa0ba902b7-01";

  @TempDir private Path folder;

  private final PrintStream err = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Headwater headwater;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void show() {
    System.setErr(err);
    err.print(log.toString(StandardCharsets.UTF_8));
  }

  private static String trace(int number) {
    return "00-" + "4bf92f3577b34da6a3ce929d0e0e473".concat(Integer.toString(number)) + PARENT;
  }

  private String send(String method, String path, String body, String traceParent) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(headwater.url() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (!traceParent.isEmpty()) {
      request.header("traceparent", traceParent);
    }
    try {
      var response = PatientClient.send(request.build());
      assertThat(response.statusCode()).as(path + ": " + response.body()).isBetween(200, 299);
      return response.body();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private List<String> traces(String name) {
    JsonNode answer =
        PatientClient.complete(
            headwater.url() + "/api/v1/assets/dataset%3Alab%3A" + name + "/decisions?wait=true");
    return answer.path("events").findValuesAsText("traceparent");
  }

  private static String event(String outputs) {
    return "{\"eventId\":\""
        + UUID.randomUUID()
        + "\",\"eventTime\":\""
        + Instant.now()
        + "\",\"type\":\"INGEST\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},"
        + "\"run\":\"r\",\"outputs\":["
        + outputs
        + "]}";
  }

  @Test
  void traces_areShownWhereverTheEventCameIn_andAreInNoLogAndNoMetric() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        Headwater started =
            Headwater.start(
                Settings.of(
                    Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "registry.url",
                        "http://127.0.0.1:" + registry.port(),
                        "http.port",
                        "0",
                        "topic.partitions",
                        "4",
                        "instance.id",
                        "traced",
                        "state.dir",
                        folder.resolve("state").toString())))) {
      headwater = started;
      started.awaitReady(PATIENCE);

      fromTheApi();
      fromOpenLineage();
      fromTheClient(broker, registry);
      intoQuarantine(broker);

      String logged = log.toString(StandardCharsets.UTF_8);
      String metrics = send("GET", "/metrics", "", "");
      assertThat(logged).contains("running, and serving at");
      assertThat(metrics).contains("headwater_events");
      for (int i = 0; i < 10; i++) {
        assertThat(logged + metrics).doesNotContain(trace(i).substring(3, 35));
      }
    }
  }

  /** The outputs are in several partitions. */
  private void fromTheApi() {
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      outputs.append(i == 0 ? "" : ",").append("{\"asset\":\"dataset:lab:api-" + i + "\"}");
    }
    String event = event(outputs.toString());

    send("POST", "/api/v1/events?wait=true", event, trace(1));
    send("POST", "/api/v1/events?wait=true", event, trace(2)); // a duplicate
    send("POST", "/api/v1/events", event("{\"asset\":\"dataset:lab:plain\"}"), "no trace");

    for (int i = 0; i < 8; i++) {
      assertThat(traces("api-" + i)).containsExactly(trace(1));
    }
    assertThat(traces("plain")).isEmpty();
    assertThat(send("GET", "/assets/dataset%3Alab%3Aapi-3/decisions", "", ""))
        .contains("trace <code>" + trace(1).substring(3, 35) + "</code>");
  }

  private void fromOpenLineage() {
    String run =
        """
        {"eventType":"COMPLETE","eventTime":"2026-11-22T10:00:00Z","producer":"https://git.example/a",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
         "run":{"runId":"%s"},"job":{"namespace":"spark","name":"daily"},
         "inputs":[{"namespace":"lab","name":"in"}],"outputs":[{"namespace":"lab","name":"bridged"}]}"""
            .formatted(UUID.randomUUID());

    send("POST", "/api/v1/lineage", run, trace(3));

    assertThat(traces("bridged")).containsExactly(trace(3));
  }

  private void fromTheClient(EmbeddedBroker broker, DevRegistry registry) throws Exception {
    try (HeadwaterClient sdk =
        HeadwaterClient.builder()
            .bootstrapServers(broker.bootstrapServers())
            .registryUrl("http://127.0.0.1:" + registry.port())
            .producer("https://git.example/x@1")
            .spool(folder.resolve("spool"))
            .traceparent(() -> trace(4))
            .build()) {
      sdk.emit(
          sdk.run("pipelines", "nightly", "r1").ingest(Data.dataset("lab", "sdk", "1")).build());
      assertThat(sdk.flush(PATIENCE)).isTrue();
    }

    assertThat(traces("sdk%401")).containsExactly(trace(4));
  }

  private void intoQuarantine(EmbeddedBroker broker) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> broken =
          new ProducerRecord<>("headwater.events", new byte[] {1}, new byte[] {7, 7, 7, 7, 7, 7});
      broken.headers().add("traceparent", trace(5).getBytes(StandardCharsets.UTF_8));
      producer.send(broken).get();
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Json.parse(send("GET", "/api/v1/quarantine", "", "")).path("records").size() == 1);
    String id = Json.parse(send("GET", "/api/v1/quarantine", "", "")).at("/records/0/id").asText();

    JsonNode headers = Json.parse(send("GET", "/api/v1/quarantine/" + id, "", "")).path("headers");

    assertThat(headers)
        .anySatisfy(
            header -> {
              assertThat(header.path("name").asText()).isEqualTo("traceparent");
              assertThat(header.at("/value/text").asText()).isEqualTo(trace(5));
            });
  }
}
