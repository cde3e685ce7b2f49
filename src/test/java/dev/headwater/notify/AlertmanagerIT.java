package dev.headwater.notify;

import static dev.headwater.notify.AlertmanagerProcess.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.FreePort;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Alert;
import dev.headwater.model.Severity;
import dev.headwater.notify.Receiver.Alertmanager;
import dev.headwater.notify.Receiver.Connection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows what a real Alertmanager (Debian's prometheus-alertmanager) makes of what it gets. Skipped
 * where there is none; with {@code CI=true} it fails instead.
 */
@Timeout(400)
class AlertmanagerIT {
  @TempDir private Path folder;
  private int port;

  @BeforeEach
  void requireAlertmanager() {
    Assumptions.assumeTrue(AlertmanagerProcess.isInstalled(), AlertmanagerProcess.missing());
    port = FreePort.next();
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
        try (AlertmanagerProcess first = new AlertmanagerProcess(folder, "first", port)) {
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
        try (AlertmanagerProcess second = new AlertmanagerProcess(folder, "second", port)) {
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
                URI.create("http://127.0.0.1:" + port),
                Optional.empty(),
                Duration.ofSeconds(60),
                3),
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    return new Routes(
        URI.create("/test"),
        List.of(new Route("all", RouteFilter.ALL, List.of(receiver), Optional.empty())));
  }
}
