package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Sequence;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.sdk.internal.ClosingRecord;
import dev.headwater.stream.store.StateDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that the numbers in the headers of events are stored, and that their gaps raise alerts and
 * resolve them. It sends events with headers to one task.
 */
class LostEventsTopologyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));
  private static final Duration CALM = Duration.ofMillis(AlertHoldback.CALM_MILLIS + 1_100);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final String PRODUCER = "host-1-42-9f86d081";
  private static final Job JOB = new Job("pipelines", "j");

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);

  @AfterEach
  void close() {
    task.close();
  }

  @Test
  void gap_isAnAlert_untilItsEventsHaveCome() {
    task.send(event(1), PRODUCER, 1, NOW);
    task.send(event(3), PRODUCER, 3, NOW);
    assertThat(task.rows().missing()).isEqualTo(new MissingEvents(1, 1));
    task.passTime(GRACE.minusSeconds(1));
    assertThat(task.alerts()).isEmpty();
    task.passTime(Duration.ofSeconds(1));
    List<Alert> told = task.alerts();
    assertThat(told).extracting(Alert::rule).containsExactly(RuleName.LOST_EVENTS);
    assertThat(told).extracting(Alert::subject).containsExactly(JOB);
    assertThat(told).extracting(Alert::origin).containsExactly(new ProducerInstance(PRODUCER));
    assertThat(told).flatExtracting(Alert::missingEvents).containsExactly("2");
    assertThat(task.rows().alerts(Optional.empty(), 10)).hasSize(1);
    assertThat(task.rows().alerts(JOB, Optional.empty(), 10)).hasSize(1);

    task.send(event(2), PRODUCER, 2, NOW.plus(GRACE));
    assertThat(task.alerts())
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.ARRIVED));
    assertThat(task.rows().missing()).isEqualTo(MissingEvents.NONE);
  }

  /**
   * If the last events of a client were lost, the client, or the next one on its spool, sends a
   * retraction that names no asset, under the number after the last one.
   */
  @Test
  void closingRecord_showsThatTheLastEventsAreMissing() {
    task.send(event(1), PRODUCER, 1, NOW);

    task.send(closing(3), PRODUCER, 4, NOW);

    assertThat(task.rows().missing()).isEqualTo(new MissingEvents(1, 2));
    task.passTime(GRACE);
    List<Alert> told = task.alerts();
    assertThat(told).extracting(Alert::subject).containsExactly(JOB);
    assertThat(told).flatExtracting(Alert::missingEvents).containsExactly("2-3");
    assertThat(task.quarantined()).isEmpty();
  }

  @Test
  void closingRecord_ofAClientOfWhichNothingArrived_showsIt() {
    task.send(closing(2), PRODUCER, 3, NOW);

    task.passTime(GRACE);
    assertThat(task.alerts()).flatExtracting(Alert::missingEvents).containsExactly("1-2");
    assertThat(task.quarantined()).isEmpty();
  }

  private static LineageEvent closing(long last) {
    return EventAvro.decode(ClosingRecord.of(PRODUCER, last, JOB).avro());
  }

  /** Earlier clients send one of their events again. */
  @Test
  void closingRecord_ofAnEarlierClient_showsTheSame() {
    LineageEvent first = event(1);
    task.send(first, PRODUCER, 1, NOW);
    assertThat(task.rows().missing()).isEqualTo(MissingEvents.NONE);

    task.send(first, PRODUCER, 4, NOW);

    assertThat(task.rows().missing()).isEqualTo(new MissingEvents(1, 2));
    task.passTime(GRACE);
    List<Alert> told = task.alerts();
    assertThat(told).extracting(Alert::subject).containsExactly(JOB);
    assertThat(told).flatExtracting(Alert::missingEvents).containsExactly("2-3");
  }

  @Test
  void headersThatAreNotWhatTheyShouldBe_changeNothing() {
    task.send(event(1), NOW);
    long rows = task.rowCount();
    LineageEvent same = event(1);
    List<Headers> malformed =
        List.of(
            OneTask.headers(PRODUCER, "0"),
            OneTask.headers(PRODUCER, "-1"),
            OneTask.headers(PRODUCER, "+1"),
            OneTask.headers(PRODUCER, ""),
            OneTask.headers(PRODUCER, "1.0"),
            OneTask.headers(PRODUCER, "9999999999999999"),
            OneTask.headers(PRODUCER, "eins"),
            OneTask.headers("", "1"),
            OneTask.headers("a b", "1"),
            OneTask.headers("wörker", "1"),
            OneTask.headers("x".repeat(101), "1"),
            new RecordHeaders().add("headwater-sequence", new byte[] {'1'}),
            new RecordHeaders().add("headwater-producer", new byte[] {'p'}),
            new RecordHeaders()
                .add("headwater-producer", null)
                .add("headwater-sequence", new byte[] {'1'}),
            new RecordHeaders()
                .add("headwater-producer", new byte[] {'p'})
                .add("headwater-sequence", null));
    malformed.forEach(headers -> task.send(task.encoded(same), headers, NOW));
    assertThat(task.rows().sequences("", 10)).isEmpty();
    assertThat(task.rowCount()).isEqualTo(rows);
  }

  @Test
  void eventInQuarantine_hasCome() {
    task.send(event(1), PRODUCER, 1, NOW);
    task.send("no event".getBytes(StandardCharsets.UTF_8), OneTask.headers(PRODUCER, "2"), NOW);
    task.send(event(Duration.ofDays(3)), PRODUCER, 3, NOW);
    task.send(event(4), PRODUCER, 4, NOW);
    Sequence sequence = task.rows().sequences("", 10).get(0);
    assertThat(sequence.completeTo()).isEqualTo(4);
    assertThat(task.rows().missing()).isEqualTo(MissingEvents.NONE);
  }

  @Test
  void gapThatClosesWithinTheBacklog_isToldToNobody_oneThatLasts_isToldAfterIt() {
    task.send(event(5), PRODUCER, 5, LONG_AGO);
    task.passTime(Duration.ofMillis(1_100));
    assertThat(task.rows().sequences("", 1).get(0).alerted())
        .as("judged, and held back")
        .containsExactly(JOB);
    for (int number : List.of(1, 2, 3)) {
      task.send(event(number), PRODUCER, number, LONG_AGO);
    }
    task.send(event(2), "other", 2, LONG_AGO);
    task.passTime(Duration.ofMillis(1_100));
    task.send(event(4), PRODUCER, 4, LONG_AGO);
    assertThat(task.alerts()).isEmpty();
    task.passTime(CALM);
    assertThat(task.alerts())
        .extracting(alert -> alert.origin().urn(), Alert::status)
        .containsExactly(tuple("producer:other", AlertStatus.OPEN));
  }

  @Test
  void changedPolicy_judgesProducersAnew() {
    task.send(event(2), PRODUCER, 2, NOW);
    task.passTime(GRACE);
    assertThat(task.alerts()).hasSize(1);
    task.restart(withRule(false));
    task.passTime(Duration.ofSeconds(1));
    assertThat(task.alerts())
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.WAIVED));
    task.restart(withRule(true));
    task.passTime(Duration.ofSeconds(1));
    assertThat(task.alerts()).extracting(Alert::status).containsExactly(AlertStatus.OPEN);
  }

  @Test
  void digest_isOfTheSetOfNumbers() {
    task.send(event(7), NOW);
    String before = StateDigest.of(task.rows());
    task.send(event(7), PRODUCER, 7, NOW);
    assertThat(StateDigest.of(task.rows())).as("the number alone").isNotEqualTo(before);
    task.send(event(3), PRODUCER, 3, NOW);
    task.send(event(4), PRODUCER, 4, NOW);
    try (OneTask other = new OneTask(Policy.DEFAULT, NOW)) {
      for (int number : List.of(4, 7, 3, 4)) {
        other.send(event(number), PRODUCER, number, NOW);
      }
      assertThat(StateDigest.of(other.rows())).isEqualTo(StateDigest.of(task.rows()));
    }
  }

  @Test
  void producerOfWhichNothingIsMissing_isOneRow() {
    task.send(event(1), NOW);
    task.send(event(1), PRODUCER, 1, NOW);
    long rows = task.rowCount();
    for (int number = 2; number < 50; number++) {
      task.send(event(1), PRODUCER, number, NOW);
    }
    assertThat(task.rowCount()).isEqualTo(rows);
  }

  private static Policy withRule(boolean enabled) {
    return new Policy(
        List.of(
            new Policy.Clause(
                "*",
                Optional.empty(),
                List.of(
                    new Policy.RuleSetting(
                        RuleName.LOST_EVENTS,
                        Optional.of(enabled),
                        Optional.empty(),
                        Optional.empty())))));
  }

  /** Returns an event that depends only on the number. */
  private static LineageEvent event(int number) {
    return ingest("d" + number, LONG_AGO, new UUID(0, number));
  }

  private static LineageEvent event(Duration ahead) {
    return ingest("future", NOW.plus(ahead), new UUID(1, 1));
  }

  private static LineageEvent ingest(String name, Instant time, UUID id) {
    return OneTask.event(EventType.INGEST, time)
        .eventId(id)
        .outputs(List.of(OneTask.output(Asset.of(AssetKind.DATASET, "lab", name, "1"))))
        .build();
  }
}
