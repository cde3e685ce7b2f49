package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.command.Loop;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import dev.headwater.oracle.Oracle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Shows that the engine agrees with the oracle on self-consuming loops, in histories where they are
 * common, and that it forgets searches that have ended. A failure prints its seed.
 */
class LoopPropertyTest {
  private static final int SEEDS = Integer.getInteger("loop.seeds", 1_000);

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  @Test
  void loopingHistories_agreeWithTheOracle() {
    LongStream.range(0, SEEDS).parallel().forEach(this::run);

    System.out.println("loops in " + SEEDS + " histories: " + counts);
    assertThat(counts.get(Severity.WARNING.name())).isGreaterThan(SEEDS / 2);
    assertThat(counts.get(Severity.CRITICAL.name())).isGreaterThan(SEEDS / 2);
    for (Resolution resolution :
        List.of(Resolution.CORRECTED, Resolution.RETRACTED, Resolution.WAIVED)) {
      assertThat(counts.get(resolution.name())).as("%s", resolution).isGreaterThan(SEEDS / 20);
    }
  }

  private void run(long seed) {
    History history = Histories.looping(seed);
    List<String> differences = EnginePropertyTest.differences(history, Fault.NONE);
    assertThat(differences).as("seed %d", seed).isEmpty();

    EngineCluster cluster = EnginePropertyTest.cluster(history, Fault.NONE);
    cluster.feed(history.log());
    for (Instant probe : History.PROBES) {
      cluster.restAt(probe);
      Oracle oracle = EnginePropertyTest.oracle(history, history.log(), probe);
      oracle.alerts().stream()
          .filter(alert -> alert.rule() == RuleName.SELF_CONSUMING_LOOP)
          .forEach(alert -> counts.merge(alert.severity().name(), 1, Integer::sum));
      cluster.alerts().compacted().stream()
          .filter(alert -> alert.rule() == RuleName.SELF_CONSUMING_LOOP)
          .flatMap(alert -> alert.resolution().stream())
          .forEach(resolution -> counts.merge(resolution.name(), 1, Integer::sum));
    }
    assertNothingLeft(seed, cluster);
  }

  /** Asserts that exactly the open loops are searched for, and that only these are remembered. */
  private void assertNothingLeft(long seed, EngineCluster cluster) {
    Set<Loop> open =
        cluster.alerts().compacted().stream()
            .filter(alert -> alert.rule() == RuleName.SELF_CONSUMING_LOOP)
            .filter(alert -> alert.status() == AlertStatus.OPEN)
            .map(LoopPropertyTest::loop)
            .collect(Collectors.toSet());
    Set<Loop> searched =
        cluster.states().stream()
            .flatMap(state -> state.searches().stream())
            .map(LoopSearch::loop)
            .collect(Collectors.toSet());
    assertThat(searched).as("seed %d: searches", seed).isEqualTo(open);
    long left =
        cluster.states().stream()
            .flatMap(state -> state.visits().stream())
            .filter(visit -> !open.contains(visit.loop()))
            .count();
    assertThat(left).as("seed %d: visits of searches that have ended", seed).isZero();
    for (MemoryState state : cluster.states()) {
      for (Node node : state.nodes()) {
        assertThat(node.searches().underWay())
            .as("seed %d: %s", seed, node.asset())
            .isEqualTo(
                (int) open.stream().filter(loop -> loop.model().equals(node.asset())).count());
      }
    }
  }

  private static Loop loop(Alert alert) {
    return new Loop((Asset) alert.subject(), (Asset) alert.origin());
  }
}
