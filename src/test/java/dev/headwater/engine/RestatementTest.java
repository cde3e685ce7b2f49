package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shows that repeated runs of jobs over the same data change no alert and restart no grace. It
 * sends the events of random histories again, under new ids. A failure names its seed.
 */
class RestatementTest {
  private static final int SEEDS = 2_000;

  /** The grace of the rules on unknown origins. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  private static final Set<EventType> JOBS =
      Set.of(
          EventType.INGEST,
          EventType.CLEAN,
          EventType.TRANSFORM,
          EventType.SYNTHESIZE,
          EventType.TRAIN);

  @Test
  void toRunAgain_touchesNoAlert() {
    long alerts = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      History history = Histories.random(seed);
      List<Arrival> log = withoutAmendments(history.log());
      Random random = new Random(seed);
      EngineCluster cluster = EnginePropertyTest.cluster(history, Fault.NONE);
      cluster.feed(log);
      cluster.restAt(History.PROBES.get(History.PROBES.size() - 1));
      long before = cluster.alertRecords();
      List<Arrival> again = again(log, cluster.now(), random);
      cluster.feed(again);
      cluster.restAt(cluster.now().plusSeconds(10));

      assertThat(cluster.alertRecords()).as("seed %d", seed).isEqualTo(before);
      alerts += before;
    }
    assertThat(alerts).as("there were alerts to touch").isGreaterThan(SEEDS);
  }

  /**
   * The jobs run again several times before the grace of a cause is over. The same alerts are open
   * afterwards as without the repetition.
   */
  @Test
  void toRunAgain_doesNotExtendAGrace() {
    long compared = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      History history = Histories.random(seed);
      List<Arrival> log = withoutAmendments(history.log());
      Instant last = log.isEmpty() ? Instant.EPOCH : log.get(log.size() - 1).at();
      Instant soon = last.plus(GRACE).plusSeconds(60);
      EngineCluster once = EnginePropertyTest.cluster(history, Fault.NONE);
      once.feed(log);
      once.restAt(soon);
      EngineCluster often = EnginePropertyTest.cluster(history, Fault.NONE);
      often.feed(log);
      for (int second = 5; second < GRACE.toSeconds() + 60; second += 200) {
        often.restAt(last.plusSeconds(second));
        often.feed(again(log, often.now(), new Random(seed)));
      }
      often.restAt(soon);

      assertThat(open(often)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(open(once));
      compared += open(once).size();
    }
    assertThat(compared).isGreaterThan(SEEDS);
  }

  private static List<String> open(EngineCluster cluster) {
    return cluster.alerts().compacted().stream()
        .map(
            alert ->
                alert.id() + " " + alert.rule() + " " + alert.status() + " " + alert.severity())
        .toList();
  }

  /**
   * Leaves out amendments: an amendment documents one event, and not another run of the same job.
   */
  private static List<Arrival> withoutAmendments(List<Arrival> log) {
    return log.stream()
        .filter(arrival -> arrival.event().document().flatMap(Document::amends).isEmpty())
        .toList();
  }

  /** Returns the events of jobs that are not retracted, under new ids. */
  private static List<Arrival> again(List<Arrival> log, Instant at, Random random) {
    Set<UUID> retracted =
        log.stream()
            .flatMap(arrival -> arrival.event().retract().map(Retract::event).stream())
            .collect(Collectors.toSet());
    List<Arrival> again = new ArrayList<>();
    Set<UUID> seen = new HashSet<>(retracted);
    for (Arrival arrival : log) {
      LineageEvent event = arrival.event();
      if (JOBS.contains(event.type()) && seen.add(event.eventId())) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        again.add(new Arrival(renamed(event, id), at));
      }
    }
    return again;
  }

  private static LineageEvent renamed(LineageEvent event, UUID id) {
    return new LineageEvent(
        id,
        event.eventTime(),
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        event.outputs(),
        event.inputsComplete(),
        event.agents(),
        event.decisions(),
        event.ingest(),
        event.clean(),
        event.transform(),
        event.synthesize(),
        event.train(),
        event.document(),
        event.retract());
  }
}
