package dev.headwater.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Alert;
import dev.headwater.model.Severity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Shows when a digest is due, and what is in it. */
class DigestTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:10:00Z");
  private static final Instant DUE = Instant.parse("2026-11-22T13:00:00Z");

  private final Digest digest =
      new Digest("hourly", Duration.ofHours(1), new CloudEvents(URI.create("/test")), NOW);

  private static Notice notice(Alert alert, Change change, long offset) {
    return new Notice(
        alert, change, alert.id() + "-" + offset, 0, offset, Optional.of(new TreeSet<>()));
  }

  private JsonNode sent(Instant now) {
    Message message = digest.due(now).orElseThrow();
    digest.delivered(true);
    return Json.parse(message.body());
  }

  @Test
  void due_isAtMultiplesOfThePeriod_ifAnythingChanged() {
    assertThat(digest.due(DUE)).isEmpty();
    digest.take(notice(Alerts.open("a"), Change.OPENED, 0));
    assertThat(digest.holdsBack()).isTrue();
    assertThat(digest.due(DUE.plus(Duration.ofMinutes(59)))).isEmpty();
    assertThat(sent(DUE.plus(Duration.ofHours(1))).path("data").path("alerts")).hasSize(1);
    assertThat(digest.holdsBack()).isFalse();
    assertThat(digest.due(DUE.plus(Duration.ofHours(3)))).isEmpty();
  }

  @Test
  void due_listsTheLastStateOfEach() {
    Alert alert = Alerts.open("a");
    digest.take(notice(alert, Change.OPENED, 0));
    digest.take(notice(Alerts.open("a", Severity.CRITICAL), Change.CHANGED, 1));
    digest.take(notice(Alerts.open("b"), Change.OPENED, 2));
    digest.take(notice(Alerts.resolved(Alerts.open("b")), Change.RESOLVED, 3));
    JsonNode alerts = sent(DUE).path("data").path("alerts");
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(0).path("change").asText()).isEqualTo("opened");
    assertThat(alerts.get(0).path("alert").path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(alerts.get(1).path("change").asText()).isEqualTo("resolved");
  }

  @Test
  void due_listsTheMostSevere_andCountsTheOthersOnce() {
    for (int i = 0; i < Digest.MAX_LISTED + 50; i++) {
      digest.take(notice(Alerts.open("a" + i), Change.OPENED, i));
    }
    digest.take(notice(Alerts.open("a" + Digest.MAX_LISTED), Change.CHANGED, 5_000));
    digest.take(notice(Alerts.open("worst", Severity.CRITICAL), Change.OPENED, 5_001));
    JsonNode data = sent(DUE).path("data");
    assertThat(data.path("alerts")).hasSize(Digest.MAX_LISTED);
    assertThat(data.path("alerts").get(Digest.MAX_LISTED - 1).path("alert").path("severity"))
        .hasToString("\"CRITICAL\"");
    assertThat(data.path("more").asLong()).isEqualTo(51);
  }

  @Test
  void due_hasAnIdOfWhatIsInIt() {
    digest.take(notice(Alerts.open("a"), Change.OPENED, 0));
    String first = sent(DUE).path("id").asText();
    digest.take(notice(Alerts.open("a"), Change.OPENED, 0));
    assertThat(sent(DUE.plus(Duration.ofHours(1))).path("id").asText()).isEqualTo(first);
    digest.take(notice(Alerts.open("a"), Change.OPENED, 0));
    digest.take(notice(Alerts.open("b"), Change.OPENED, 1));
    assertThat(sent(DUE.plus(Duration.ofHours(2))).path("id").asText()).isNotEqualTo(first);
  }
}
