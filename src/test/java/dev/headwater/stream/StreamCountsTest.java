package dev.headwater.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.stream.StreamCounts.Event;
import dev.headwater.stream.StreamCounts.Outcome;
import dev.headwater.stream.StreamCounts.Quarantined;
import dev.headwater.stream.StreamCounts.Reason;
import dev.headwater.stream.StreamCounts.Sent;
import dev.headwater.stream.StreamCounts.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that each record counts once, as what it was, and not before its commit. */
class StreamCountsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration A_TICK = Duration.ofMillis(50);
  private static final Asset GENERATOR = Asset.of(AssetKind.MODEL, "openai", "davinci", "3");
  private static final Asset MADE = Asset.of(AssetKind.DATASET, "lab", "dialogues", "1");

  private final StreamCounts counts = new StreamCounts();
  private final OneTask task = new OneTask(Policy.DEFAULT, NOW, AssetListener.NONE, counts);

  @AfterEach
  void close() {
    task.close();
  }

  private static LineageEvent.Builder synthesis() {
    return OneTask.event(EventType.SYNTHESIZE, NOW)
        .inputs(List.of(OneTask.input(GENERATOR, Role.GENERATOR)))
        .outputs(List.of(OneTask.output(MADE)));
  }

  private static <K> Map<K, Long> counted(Map<K, LongAdder> all) {
    Map<K, Long> counted = new HashMap<>();
    all.forEach(
        (key, count) -> {
          if (count.sum() != 0) {
            counted.put(key, count.sum());
          }
        });
    return counted;
  }

  private static long total(Latencies times) {
    return times.counts().stream().mapToLong(count -> count).sum();
  }

  @Test
  void events_countAsWhatTheyWere() {
    LineageEvent event = synthesis().build();
    task.send(event, NOW);
    task.send(event, NOW);
    task.send(synthesis().eventId(event.eventId()).run("another").build(), NOW);
    task.send("no event".getBytes(UTF_8), new RecordHeaders(), NOW);
    task.send(synthesis().eventTime(NOW.plus(Duration.ofDays(9))).build(), NOW);
    task.passTime(A_TICK);

    assertThat(counted(counts.events()))
        .isEqualTo(
            Map.of(
                new Event("SYNTHESIZE", Outcome.TAKEN), 1L,
                new Event("SYNTHESIZE", Outcome.DUPLICATE), 1L,
                new Event("SYNTHESIZE", Outcome.QUARANTINED), 1L,
                new Event("UNKNOWN", Outcome.QUARANTINED), 2L));
    assertThat(counted(counts.quarantined()))
        .isEqualTo(
            Map.of(
                new Quarantined(Source.EVENTS, Reason.ID_TAKEN), 1L,
                new Quarantined(Source.EVENTS, Reason.UNDECODABLE), 1L,
                new Quarantined(Source.EVENTS, Reason.INVALID), 1L));
    assertThat(counts.commands().sum()).isGreaterThan(3);
    assertThat(counts.rowsRead().sum()).isPositive();
    assertThat(counts.rowsAtHand().sum()).isGreaterThan(counts.rowsRead().sum());
  }

  @Test
  void times_areFromTheRecordToItsCommit_ofNewEventsAlone() {
    LineageEvent event = synthesis().build();
    task.send(event, NOW.minusSeconds(3));
    task.passTime(A_TICK);
    task.send(event, NOW.minusSeconds(3));
    task.passTime(A_TICK);

    assertThat(total(counts.eventToCommit())).isEqualTo(1);
    assertThat(counts.eventToCommit().sumSeconds()).isBetween(3.0, 3.1);
    assertThat(total(counts.commits())).isPositive();
  }

  @Test
  void alerts_countWithTheTimeFromTheirCause() {
    task.send(synthesis().build(), NOW.minusSeconds(2));
    task.passTime(Duration.ofSeconds(1));

    long alerts = task.alerts().size();
    assertThat(alerts).isPositive();
    assertThat(counted(counts.alerts()))
        .isEqualTo(Map.of(new Sent(RuleName.UNDOCUMENTED_SYNTHETIC, AlertStatus.OPEN), alerts));
    assertThat(total(counts.eventToAlert())).isEqualTo(alerts);
    assertThat(counts.eventToAlert().sumSeconds()).isBetween(2.0 * alerts, 3.1 * alerts);
  }

  /** A task whose commit fails does not run again: a new one takes over. */
  @Test
  void taskThatEndsWithItsCommit_countsNothing_andItsRecordsCountOnce() {
    LineageEvent event = synthesis().build();
    task.send(event, NOW);
    assertThat(counted(counts.events())).isEmpty();

    task.restart(Policy.DEFAULT);
    task.send(synthesis().build(), NOW);
    task.passTime(A_TICK);

    assertThat(counted(counts.events()))
        .isEqualTo(Map.of(new Event("SYNTHESIZE", Outcome.TAKEN), 1L));
  }

  @Test
  void off_countsNothing() {
    StreamCounts off = StreamCounts.off();
    try (TaskOfOff one = new TaskOfOff(off)) {
      one.task().send(synthesis().build(), NOW);
      one.task().passTime(A_TICK);
      assertThat(one.task().alerts()).isNotEmpty();
    }
    assertThat(counted(off.events())).isEmpty();
    assertThat(counted(off.alerts())).isEmpty();
    assertThat(off.commands().sum()).isZero();
    assertThat(total(off.eventToCommit()) + total(off.commits())).isZero();
  }

  private record TaskOfOff(OneTask task) implements AutoCloseable {
    TaskOfOff(StreamCounts off) {
      this(new OneTask(Policy.DEFAULT, NOW, AssetListener.NONE, off));
    }

    @Override
    public void close() {
      task.close();
    }
  }
}
