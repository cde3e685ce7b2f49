package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.PatientClient;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import dev.headwater.codec.json.Json;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shows that an event without documentation reaches a webhook, with the owner of the data. */
@Timeout(400)
class AlertsArriveIT {
  private static final String EVENT =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11","eventTime":"2026-11-22T10:00:00Z",
       "type":"SYNTHESIZE","producer":"test","job":{"namespace":"p","name":"j"},"run":"r",
       "inputs":[],"outputs":[{"asset":"dataset:lab:dialogues@1"}],
       "agents":[{"id":"org:lab","type":"ORGANIZATION","role":"DATA_OWNER"},
                 {"id":"bot","type":"SOFTWARE","role":"RUNNER"}]}
      """;

  @TempDir private Path folder;
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();

  @Test
  void anUndocumentedSynthesis_reachesTheWebhookOfItsOwner_once() throws Exception {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          received.add(Json.parse(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        Headwater headwater =
            Headwater.start(
                settings(
                    broker.bootstrapServers(),
                    registry.url(),
                    routes(receiver.getAddress().getPort())))) {
      headwater.awaitReady(Duration.ofSeconds(120));
      assertThat(PatientClient.send("POST", headwater.url() + "/api/v1/events", EVENT).statusCode())
          .isEqualTo(200);
      await().until(() -> !received.isEmpty());
      assertThat(received)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.path("type").asText()).isEqualTo("dev.headwater.alert.opened");
                assertThat(event.path("source").asText()).isEqualTo("/headwater");
                assertThat(event.path("subject").asText()).isEqualTo("dataset:lab:dialogues@1");
                assertThat(event.path("owner").asText()).isEqualTo("org:lab");
                assertThat(event.path("data").path("rule").asText())
                    .isEqualTo("UNDOCUMENTED_SYNTHETIC");
              });
      // It counts an alert when it has the answer, which is after the receiver has the alert.
      await()
          .untilAsserted(
              () ->
                  assertThat(PatientClient.send("GET", headwater.url() + "/metrics", "").body())
                      .contains(
                          "headwater_alerts_delivered_total{receiver=\"hook\",route=\"lab\"}"
                              + " 1.0"));
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void aSecretThatCannotBeRead_isRefusedByName() throws IOException {
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            receivers: {hook: {type: webhook, url: "http://127.0.0.1:1/", secretFile: missing}}
            routes: [{name: lab, receivers: [hook]}]
            """);
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      Settings settings = settings(broker.bootstrapServers(), registry.url(), routes);
      assertThatThrownBy(() -> Headwater.start(settings))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("alerts.routes.file")
          .hasMessageContaining(folder.resolve("missing").toString());
    }
  }

  private Path routes(int port) throws IOException {
    return Files.writeString(
        folder.resolve("routes.yaml"),
        """
        receivers: {hook: {type: webhook, url: "http://127.0.0.1:%d/"}}
        routes:
          - {name: lab, receivers: [hook], owners: ["org:lab"]}
          - {name: others, receivers: [hook], owners: ["org:other"]}
        """
            .formatted(port));
  }

  private Settings settings(String servers, URI registry, Path routes) {
    return Settings.of(
        Map.of(
            "bootstrap.servers",
            servers,
            "registry.url",
            registry.toString(),
            "topic.partitions",
            "2",
            "state.dir",
            folder.resolve("state").toString(),
            "alerts.routes.file",
            routes.toString(),
            "instance.id",
            "test",
            "http.port",
            "0"));
  }
}
