package dev.headwater.notify;

import static dev.headwater.query.FakeGraph.dataset;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.FakeGraph;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Shows what Alertmanager gets: the items of {@code POST /api/v2/alerts}, and when they repeat. */
class AlertmanagerOutletTest {
  private static final Duration REPEAT = Duration.ofMinutes(1);
  private static final Duration EXPIRES = Duration.ofHours(4);

  private final SteppedClock clock = new SteppedClock();
  private final LongAdder notRepeated = new LongAdder();
  private boolean ownersKnown = true;
  private final AlertmanagerOutlet outlet =
      new AlertmanagerOutlet(
          REPEAT,
          EXPIRES,
          new Owners(
              asset -> {
                if (!ownersKnown) {
                  throw new IllegalStateException("away");
                }
                return Set.of("org:lab");
              },
              () -> clock.now.toEpochMilli() * 1_000_000),
          notRepeated,
          clock);

  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static Notice notice(Alert alert, String... owners) {
    return new Notice(
        alert,
        Change.OPENED,
        "id",
        0,
        7,
        owners.length == 0 ? Optional.empty() : Optional.of(new TreeSet<>(Set.of(owners))));
  }

  private static List<JsonNode> items(Optional<Message> message) {
    List<JsonNode> items = new ArrayList<>();
    message.ifPresent(sent -> Json.parse(sent.body()).forEach(items::add));
    return items;
  }

  private List<JsonNode> round() {
    clock.now = clock.now.plus(REPEAT);
    List<JsonNode> items = new ArrayList<>();
    for (Optional<Message> due = outlet.due(clock.now);
        due.isPresent();
        due = outlet.due(clock.now)) {
      items.addAll(items(due));
      outlet.delivered(true);
    }
    return items;
  }

  @Test
  void take_makesAnItemOfTheApi() {
    Alert alert = Alerts.open("a", Severity.CRITICAL);
    JsonNode item = items(outlet.take(notice(alert, "org:lab"))).get(0);
    String urn = alert.subject().urn();
    assertThat(Json.parse(item.toString().getBytes(UTF_8)))
        .isEqualTo(
            Json.parse(
                """
                {"labels":{"alertname":"UNDOCUMENTED_SYNTHETIC","severity":"critical",
                  "subject":"%s","origin":"%s","namespace":"%s","owner":"org:lab"},
                 "annotations":{"id":"%s",
                  "message":"%s is synthetic data that is not documented (missing: seed)",
                  "path":"%s -> %s"},
                 "startsAt":"2026-11-22T10:00:00Z","endsAt":"2026-11-22T16:00:00Z"}
                """
                    .formatted(urn, urn, dataset("a").namespace(), alert.id(), urn, urn, urn)
                    .getBytes(UTF_8)));
  }

  /** Its resolution may be gone from the topic before this line has read it. */
  @Test
  void alertThatTheTopicForgets_isRepeatedAsResolved() {
    Alert alert = Alerts.open("a", Severity.CRITICAL);
    outlet.take(notice(alert, "org:lab"));
    outlet.take(notice(Alerts.open("b", Severity.CRITICAL), "org:lab"));
    Instant forgotten = clock.now;
    outlet.forgotten(alert.id());
    outlet.forgotten("unknown");

    List<JsonNode> items = round();

    assertThat(items).hasSize(2);
    assertThat(items.get(0).path("annotations").path("id").asText()).isEqualTo(alert.id());
    assertThat(items.get(0).path("endsAt").asText()).isEqualTo(forgotten.toString());
    assertThat(items.get(1).path("endsAt").asText()).isEqualTo(clock.now.plus(EXPIRES).toString());
  }

  @Test
  void take_keepsAlertsApart_thatDifferInTheDimensionAlone() {
    FakeGraph graph = new FakeGraph(1);
    Alert language =
        graph.open(
            new AlertKey(dataset("b"), RuleName.GROUP_ERASED, dataset("a"), "language"),
            Severity.WARNING);
    Alert region =
        graph.open(
            new AlertKey(dataset("b"), RuleName.GROUP_ERASED, dataset("a"), "region"),
            Severity.WARNING);
    assertThat(items(outlet.take(notice(language))).get(0).path("labels"))
        .isNotEqualTo(items(outlet.take(notice(region))).get(0).path("labels"));
  }

  @Test
  void due_repeatsOpenAlerts_andResolvedOnesForAWhile() {
    Alert open = Alerts.open("open");
    Alert over = Alerts.resolved(Alerts.open("over")).openedAt(clock.now);
    Alert ended = over.resolved(clock.now.plusSeconds(5), over.resolution().orElseThrow());
    outlet.take(notice(open, "org:lab"));
    outlet.take(notice(ended, "org:lab"));
    List<JsonNode> first = round();
    assertThat(first).hasSize(2);
    assertThat(first.get(0).path("endsAt").asText()).isEqualTo(clock.now.plus(EXPIRES).toString());
    assertThat(first.get(1).path("endsAt").asText())
        .isEqualTo(ended.resolvedAt().orElseThrow().toString());
    assertThat(outlet.due(clock.now)).isEmpty();
    clock.now = clock.now.plus(AlertmanagerOutlet.RESOLVED_KEPT);
    assertThat(round()).hasSize(1);
  }

  @Test
  void take_endsTheAlertWithTheFormerLabels() {
    outlet.take(notice(Alerts.open("a", Severity.CRITICAL), "org:lab"));
    List<JsonNode> items = items(outlet.take(notice(Alerts.open("a"), "org:lab")));
    assertThat(items).hasSize(2);
    assertThat(items.get(0).path("labels").path("severity").asText()).isEqualTo("critical");
    assertThat(items.get(0).path("endsAt").asText()).isEqualTo(clock.now.toString());
    assertThat(items.get(1).path("labels").path("severity").asText()).isEqualTo("warning");
    assertThat(round()).hasSize(1);
  }

  @Test
  void recall_repeatsWithTheOwner_andWaitsForOneThatCannotBeKnown() {
    ownersKnown = false;
    outlet.recall(notice(Alerts.open("a")));
    assertThat(round()).isEmpty();
    ownersKnown = true;
    assertThat(round())
        .singleElement()
        .satisfies(
            item -> assertThat(item.path("labels").path("owner").asText()).isEqualTo("org:lab"));
  }

  @Test
  void recall_givesUpWaitingForTheOwner_beforeTheAlertExpires() {
    ownersKnown = false;
    outlet.recall(notice(Alerts.open("a")));
    clock.now = clock.now.plus(EXPIRES.dividedBy(2));
    assertThat(round())
        .singleElement()
        .satisfies(item -> assertThat(item.path("labels").has("owner")).isFalse());
  }

  @Test
  void take_hasABound_andCountsWhatIsNotRepeated() {
    for (int i = 0; i <= AlertmanagerOutlet.MAX_REPEATED; i++) {
      assertThat(outlet.take(notice(Alerts.open("a" + i)))).isPresent();
    }
    assertThat(notRepeated.sum()).isEqualTo(1);
    assertThat(round()).hasSize(AlertmanagerOutlet.MAX_REPEATED);
  }

  @Test
  void forget_repeatsNothingOfAPartitionThatIsGone() {
    outlet.take(notice(Alerts.open("a")));
    outlet.forget(new TopicPartition("alerts", 1));
    assertThat(round()).hasSize(1);
    outlet.forget(new TopicPartition("alerts", 0));
    assertThat(round()).isEmpty();
  }

  @Test
  void due_stopsTheRound_whenAlertmanagerIsAway() {
    for (int i = 0; i < 1_200; i++) {
      outlet.take(notice(Alerts.open("a" + i)));
    }
    clock.now = clock.now.plus(REPEAT);
    assertThat(items(outlet.due(clock.now))).hasSize(500);
    outlet.delivered(false);
    assertThat(outlet.due(clock.now)).isEmpty();
    assertThat(round()).hasSize(1_200);
  }
}
