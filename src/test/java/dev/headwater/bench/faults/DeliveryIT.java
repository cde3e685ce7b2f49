package dev.headwater.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.FreePort;
import dev.headwater.PatientClient;
import dev.headwater.bench.faults.Fault.Kind;
import dev.headwater.codec.json.Json;
import dev.headwater.notify.AlertmanagerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the processes that deliver alerts, with kill -9, while a webhook and an Alertmanager are
 * away for a minute, and shows that each alert arrives once they are back. Each instance is a
 * process of its own. Where there is a real Alertmanager, it is one of the receivers.
 */
@Timeout(900)
class DeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int UNAVAILABLE = 503;

  private static final String SYNTHESIZE =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8b%02d","eventTime":"2026-11-22T10:00:00Z",
       "type":"SYNTHESIZE","producer":"test","job":{"namespace":"p","name":"j"},"run":"r%1$d",
       "inputs":[],"outputs":[{"asset":"dataset:lab:dialogues%1$d@1"}]}
      """;

  private static final String RETRACT =
      """
      {"eventId":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8c%02d","eventTime":"2026-11-22T11:00:00Z",
       "type":"RETRACT","producer":"test","job":{"namespace":"p","name":"j"},"run":"r%1$d",
       "outputs":[{"asset":"dataset:lab:dialogues%1$d@1"}],
       "retract":{"event":"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8b%1$02d","reason":"a mistake"}}
      """;

  @TempDir private Path folder;

  private final List<JsonNode> hook = new CopyOnWriteArrayList<>();
  private final List<JsonNode> manager = new CopyOnWriteArrayList<>();
  private volatile boolean away = true;
  private int realPort;
  private HttpServer receiver;
  private ProcessCluster cluster;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", exchange -> take(exchange, hook));
    receiver.createContext("/manager/api/v2/alerts", exchange -> take(exchange, manager));
    receiver.start();
    int port = receiver.getAddress().getPort();
    realPort = FreePort.next();
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            receivers:
              hook: {type: webhook, url: "http://127.0.0.1:%1$d/hook"}
              manager: {type: alertmanager, url: "http://127.0.0.1:%1$d/manager", repeat: 1h, expires: 4h}
              real: {type: alertmanager, url: "http://127.0.0.1:%2$d", repeat: 1h, expires: 4h}
            routes:
              - {name: all, receivers: [hook, manager, real]}
            """
                .formatted(port, realPort));
    cluster =
        new ProcessCluster(
            folder,
            Map.of(
                "topic.partitions", "4", "threads", "1", "alerts.routes.file", routes.toString()),
            line -> {});
    cluster.start(2);
  }

  @AfterEach
  void stop() {
    cluster.close();
    receiver.stop(0);
  }

  private void take(HttpExchange exchange, List<JsonNode> to) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (away) {
      exchange.sendResponseHeaders(UNAVAILABLE, -1);
    } else {
      to.add(Json.parse(body));
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }

  private void post(String event) throws Exception {
    HttpResponse<String> answer =
        PatientClient.send("POST", cluster.api() + "/api/v1/events?wait=true", event);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static List<String> subjects(List<JsonNode> events, String type) {
    return events.stream()
        .filter(event -> event.path("type").asText().endsWith(type))
        .map(event -> event.path("subject").asText())
        .sorted()
        .toList();
  }

  private static boolean isActive(JsonNode alert) {
    return alert.path("endsAt").asText().compareTo(Instant.now().toString()) > 0;
  }

  private List<String> atManager(boolean active) {
    return manager.stream()
        .flatMap(
            body -> {
              List<JsonNode> alerts = new CopyOnWriteArrayList<>();
              body.forEach(alerts::add);
              return alerts.stream();
            })
        .filter(alert -> isActive(alert) == active)
        .map(alert -> alert.path("labels").path("subject").asText())
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> atReal(AlertmanagerProcess real) throws InterruptedException {
    return real.active().stream()
        .map(alert -> AlertmanagerProcess.label(alert, "subject"))
        .sorted()
        .toList();
  }

  private Optional<AlertmanagerProcess> real() throws IOException {
    if (!AlertmanagerProcess.isInstalled()) {
      System.out.println(AlertmanagerProcess.missing());
      return Optional.empty();
    }
    return Optional.of(new AlertmanagerProcess(folder, "real", realPort));
  }

  @Test
  void alerts_arriveOnceTheReceiversAreBack_thoughEachInstanceWasKilledMeanwhile()
      throws Exception {
    List<String> all =
        List.of(
            "dataset:lab:dialogues1@1",
            "dataset:lab:dialogues2@1",
            "dataset:lab:dialogues3@1",
            "dataset:lab:dialogues4@1",
            "dataset:lab:dialogues5@1");
    for (int i = 1; i <= all.size(); i++) {
      post(SYNTHESIZE.formatted(i));
    }
    // Each is killed once; for a moment, none runs.
    cluster.perform(
        List.of(
            new Fault(2_000, Kind.KILL_PROCESSOR, 0, 6_000),
            new Fault(5_000, Kind.KILL_PROCESSOR, 1, 6_000)),
        60_000);
    cluster.heal();
    assertThat(hook).isEmpty();
    assertThat(manager).isEmpty();

    away = false;
    Optional<AlertmanagerProcess> real = real();
    try {
      arrive(all, real);
    } finally {
      real.ifPresent(AlertmanagerProcess::close);
    }
  }

  private void arrive(List<String> all, Optional<AlertmanagerProcess> real) throws Exception {
    if (real.isPresent()) {
      await().atMost(PATIENCE).until(() -> atReal(real.get()).equals(all));
    }
    await().atMost(PATIENCE).until(() -> subjects(hook, ".opened").size() >= all.size());
    await().atMost(PATIENCE).until(() -> atManager(true).size() == all.size());
    assertThat(subjects(hook, ".opened")).isEqualTo(all);

    away = true;
    for (int i = 1; i <= all.size(); i++) {
      post(RETRACT.formatted(i));
    }
    cluster.perform(List.of(new Fault(1_000, Kind.KILL_PROCESSOR, 0, 3_000)), 5_000);
    cluster.heal();
    away = false;
    await().atMost(PATIENCE).until(() -> subjects(hook, ".resolved").size() >= all.size());
    await().atMost(PATIENCE).until(() -> atManager(false).size() == all.size());
    assertThat(subjects(hook, ".resolved")).isEqualTo(all);
    if (real.isPresent()) {
      await().atMost(PATIENCE).until(() -> atReal(real.get()).isEmpty());
    }
    assertThat(subjects(hook, ".opened")).isEqualTo(all);
  }
}
