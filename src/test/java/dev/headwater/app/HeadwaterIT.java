package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.FreePort;
import dev.headwater.PatientClient;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.docs.AlertReader;
import dev.headwater.docs.EventsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts and resets an instance against a real broker and registry. */
class HeadwaterIT {

  private static final String SYNTHESIZE =
      "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a02\",\"eventTime\":\"2026-11-22T10:00:00Z\","
          + "\"type\":\"SYNTHESIZE\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},"
          + "\"run\":\"r\",\"outputs\":[{\"asset\":\"dataset:lab:dialogues@1\"}]}";

  private static final String RUN =
      "{\"eventType\":\"%s\",\"eventTime\":\"2026-11-22T10:00:00Z\",\"producer\":\"p\","
          + "\"run\":{\"runId\":\"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11\"},"
          + "\"job\":{\"namespace\":\"n\",\"name\":\"j\"},"
          + "\"%s\":[{\"namespace\":\"lake\",\"name\":\"%s\"}]}";

  @TempDir private Path folder;

  private Settings settings(int kafkaPort, int registryPort, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", "127.0.0.1:" + kafkaPort);
    settings.put("registry.url", "http://127.0.0.1:" + registryPort);
    settings.put("http.port", "0");
    settings.put("topic.partitions", "2");
    settings.put("instance.id", "test");
    settings.put("state.dir", folder.resolve("state").toString());
    settings.putAll(more);
    return Settings.of(settings);
  }

  private String send(Headwater headwater, String method, String path, String body)
      throws IOException, InterruptedException {
    return PatientClient.send(method, headwater.url() + "/api/v1" + path, body).body();
  }

  private static String read(Headwater headwater, String path) {
    return PatientClient.complete(headwater.url() + "/api/v1" + path).toString();
  }

  private void awaitRest(Headwater headwater) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> send(headwater, "GET", "/status", "").contains("\"quiescent\":true"));
  }

  @Test
  void start_waitsForKafkaAndTheRegistry() throws Exception {
    int kafkaPort = FreePort.next();
    int registryPort = FreePort.next();
    Settings settings = settings(kafkaPort, registryPort, Map.of());
    CompletableFuture<Headwater> starting =
        CompletableFuture.supplyAsync(() -> Headwater.start(settings));
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(kafkaPort);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), registryPort);
        Headwater headwater = starting.get(180, TimeUnit.SECONDS)) {
      headwater.awaitReady(Duration.ofSeconds(180));

      assertThat(registry.port()).isEqualTo(registryPort);
      assertThat(send(headwater, "GET", "/status", "")).contains("\"state\":\"RUNNING\"");
      for (String example : EventsPage.blocks("json")) {
        assertThat(send(headwater, "POST", "/events", example))
            .as(example)
            .isEqualTo("{\"accepted\":1,\"rejected\":[]}");
      }
      awaitRest(headwater);
      assertThat(read(headwater, "/assets/model%3Alab%3Atutor%401/gate"))
          .contains("\"rule\":\"TRAINED_ON_UNKNOWN_ORIGIN\"")
          .doesNotContain("UNDOCUMENTED");
    }
  }

  @Test
  void reset_forgetsWhatIsDerived_andTheNextStartRebuildsIt() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      Settings settings = settings(broker.port(), registry.port(), Map.of());
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        assertThat(PatientClient.settle(headwater.url().toString(), SYNTHESIZE).toString())
            .isEqualTo("{\"accepted\":1,\"rejected\":[],\"settled\":true}");
        send(headwater, "POST", "/lineage", RUN.formatted("START", "inputs", "in"));
        awaitRest(headwater);
        List<String> alerts = new ArrayList<>();
        AlertReader.read(
            URI.create("http://127.0.0.1:" + registry.port()),
            broker.bootstrapServers(),
            () -> !alerts.isEmpty(),
            alerts::add);
        assertThat(alerts)
            .singleElement()
            .asString()
            .endsWith("OPEN: UNDOCUMENTED_SYNTHETIC [dataset:lab:dialogues@1]");
        assertThatThrownBy(() -> new Reset(settings).run())
            .isInstanceOf(StartException.class)
            .hasMessageContaining("instances of headwater are running");
      }

      List<String> done = new Reset(settings).run();

      assertThat(done)
          .contains(
              "forgot the offsets of headwater",
              "deleted topic headwater-graph-changelog",
              "deleted topic headwater.graph",
              "deleted topic headwater.assets",
              "kept the time of 1 open alert")
          .noneMatch(line -> line.contains("headwater.events"))
          .noneMatch(line -> line.contains("headwater.alerts"))
          .noneMatch(line -> line.contains("openlineage"));
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        await()
            .atMost(Duration.ofSeconds(120))
            .untilAsserted(
                () ->
                    assertThat(send(headwater, "GET", "/alerts", ""))
                        .contains("\"subject\":\"dataset:lab:dialogues@1\""));
        // A run that began before the reset ends after it.
        send(headwater, "POST", "/lineage", RUN.formatted("COMPLETE", "outputs", "out"));
        awaitRest(headwater);
        assertThat(read(headwater, "/assets/dataset%3Alake%3Aout/lineage"))
            .contains("\"from\":\"dataset:lake:in\",\"to\":\"dataset:lake:out\"");
      }
    }
  }

  @Test
  void start_refusesTopicsWithDifferentNumbersOfPartitions() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("x.events", Optional.of(3), Optional.empty()),
                  new NewTopic("x.graph", Optional.of(2), Optional.empty())))
          .all()
          .get();
      Settings settings = settings(broker.port(), registry.port(), Map.of("topic.prefix", "x."));

      assertThatThrownBy(() -> Headwater.start(settings))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("x.events has 3 partitions and x.graph has 2");
    }
  }

  @Test
  void start_saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings settings =
          settings(1, 1, Map.of("http.port", Integer.toString(taken.getLocalPort())));

      assertThatThrownBy(() -> Headwater.start(settings))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }
}
