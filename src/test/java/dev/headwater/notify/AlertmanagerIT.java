package dev.headwater.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Alert;
import dev.headwater.model.Severity;
import dev.headwater.notify.Receiver.Alertmanager;
import dev.headwater.notify.Receiver.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows what a real Alertmanager (Debian's prometheus-alertmanager) makes of what it gets. Skipped
 * where there is none; with {@code CI=true} it fails instead.
 */
@Timeout(180)
class AlertmanagerIT {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @BeforeEach
  void requireAlertmanager() throws IOException {
    boolean found = Files.isExecutable(PROGRAM);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("%s is installed", PROGRAM).isTrue();
    }
    Assumptions.assumeTrue(found, "there is no " + PROGRAM);
    Files.writeString(
        folder.resolve("alertmanager.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @Test
  void anAlert_isActiveUntilItIsResolved_andComesBackAfterAlertmanagerForgotIt() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      AlertTopic topic =
          new AlertTopic(broker.bootstrapServers()).owned(asset -> Set.of("org:lab"));
      try (AlertDelivery delivery = topic.delivery(routes())) {
        delivery.start();
        // Alertmanager is away at first.
        Alert alert = Alerts.open("a");
        topic.write(alert, Alerts.open("a", Severity.CRITICAL), Alerts.open("b"));
        try (Running first = new Running("first")) {
          await().until(() -> first.active().size() == 2);
          JsonNode critical =
              first.active().stream()
                  .filter(item -> label(item, "severity").equals("critical"))
                  .findAny()
                  .orElseThrow();
          assertThat(label(critical, "alertname")).isEqualTo("UNDOCUMENTED_SYNTHETIC");
          assertThat(label(critical, "subject")).isEqualTo(alert.subject().urn());
          assertThat(label(critical, "owner")).isEqualTo("org:lab");
          assertThat(critical.path("startsAt").asText()).startsWith("2026-11-22T10:00:00");
          assertThat(critical.path("annotations").path("message").asText())
              .contains(alert.subject().urn());
          topic.write(Alerts.resolved(Alerts.open("b")));
          await().until(() -> first.active().size() == 1);
        }
        try (Running second = new Running("second")) {
          await().until(() -> second.active().size() == 1);
          topic.write(Alerts.resolved(Alerts.open("a", Severity.CRITICAL)));
          await().until(() -> second.active().isEmpty());
        }
      }
    }
  }

  private Routes routes() {
    Alertmanager receiver =
        new Alertmanager(
            "am",
            new Connection(
                URI.create("http://127.0.0.1:" + port), Optional.empty(), Duration.ofSeconds(5), 3),
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    return new Routes(
        URI.create("/test"),
        List.of(new Route("all", RouteFilter.ALL, List.of(receiver), Optional.empty())));
  }

  private static String label(JsonNode alert, String name) {
    return alert.path("labels").path(name).asText();
  }

  /** An Alertmanager with empty storage. */
  private final class Running implements AutoCloseable {
    private final Process process;

    Running(String name) throws IOException {
      process =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "--config.file=" + folder.resolve("alertmanager.yml"),
                  "--storage.path=" + folder.resolve(name),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--cluster.listen-address=")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(name + ".log").toFile())
              .start();
    }

    /** The alerts that are active; none while it starts. */
    List<JsonNode> active() throws InterruptedException {
      List<JsonNode> alerts = new ArrayList<>();
      try {
        Json.parse(
                client
                    .send(
                        HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/api/v2/alerts"))
                            .build(),
                        BodyHandlers.ofByteArray())
                    .body())
            .forEach(alerts::add);
      } catch (IOException starting) {
        assertThat(process.isAlive()).isTrue();
      }
      return alerts;
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
