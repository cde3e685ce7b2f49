package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.headwater.agreement.Agreement;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Deletes the state at a random moment of random histories, with more events before the next start.
 * Afterwards everything agrees with the oracle, and the topic of alerts continues as if nothing had
 * happened: an alert that stayed open keeps its time, and one whose cause has ended is resolved.
 */
class ResetPropertyTest {
  private static final int SEEDS = 6_000;

  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger resolved = new AtomicInteger();

  @Test
  void alerts_continueOverAReset() {
    LongStream.range(0, SEEDS).parallel().forEach(this::run);
    assertThat(kept.get()).as("alerts that stay open").isGreaterThan(SEEDS / 10);
    assertThat(resolved.get()).as("alerts that end meanwhile").isGreaterThan(SEEDS / 100);
  }

  private void run(long seed) {
    History history = Histories.random(seed);
    Random random = new Random(~seed);
    List<Arrival> log = history.log();
    int stopped = random.nextInt(log.size() + 1);
    EngineCluster cluster = EnginePropertyTest.cluster(history, Fault.NONE);
    cluster.feed(log.subList(0, stopped));
    List<Alert> open =
        cluster.alerts().compacted().stream()
            .filter(alert -> alert.status() == AlertStatus.OPEN)
            .toList();

    // Kafka Streams hands out these commands before any event whose alerts are not held back. The
    // rows do not depend on it, but an alert that is delivered before is delivered once more.
    boolean first = seed % 2 == 0;
    cluster.reset(open, first);
    cluster.feed(log);

    for (Instant probe : History.PROBES) {
      cluster.restAt(probe);
      cluster.settleFormerAlerts();
      List<String> differences =
          new ArrayList<>(
              Agreement.differences(
                  EnginePropertyTest.oracle(history, log, probe),
                  history.universe(),
                  cluster::owner,
                  cluster.alerts(),
                  probe));
      differences.removeIf(
          one -> !first && (one.startsWith("opened anew") || one.startsWith("delivered twice")));
      if (!differences.isEmpty()) {
        fail("seed %d, stopped at %d, at %s: %s".formatted(seed, stopped, probe, differences));
      }
    }
    count(cluster, open);
  }

  private void count(EngineCluster cluster, List<Alert> open) {
    Map<String, Alert> now = new HashMap<>();
    cluster.alerts().compacted().forEach(alert -> now.put(alert.id(), alert));
    for (Alert alert : open) {
      Alert last = now.get(alert.id());
      if (last.status() == AlertStatus.RESOLVED) {
        resolved.incrementAndGet();
      } else if (last.openedAt().equals(alert.openedAt())) {
        kept.incrementAndGet();
      }
    }
  }
}
