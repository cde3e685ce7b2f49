package dev.headwater.engine;

import static org.assertj.core.api.Assertions.fail;

import dev.headwater.agreement.Agreement;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import dev.headwater.oracle.Oracle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Shows that the engine agrees with the oracle. It runs random histories, delivered in random order
 * over 1 to 5 partitions. A failure prints its seed; {@code
 * -Dtest=EnginePropertyTest#oneSeed_agrees -Dseed=N} runs it alone.
 */
class EnginePropertyTest {
  private static final int SEEDS = 20_000;
  private static final int MAX_STEPS = 200_000;
  private static final int[] BUDGETS = {1, 3, 20, 5_000};

  @Test
  void randomHistories_agreeWithTheOracle() {
    LongStream.range(0, SEEDS).parallel().forEach(EnginePropertyTest::run);
  }

  /** Prints the history of the seed that the system property names. */
  @Test
  @EnabledIfSystemProperty(named = "seed", matches = "\\d+")
  void oneSeed_agrees() {
    long seed = Long.getLong("seed");
    System.out.println(Histories.random(seed));
    run(seed);
  }

  private static void run(long seed) {
    History history = Histories.random(seed);
    List<String> differences;
    try {
      differences = differences(history, Fault.NONE);
    } catch (RuntimeException failure) {
      throw new AssertionError("seed " + seed + ": " + failure, failure);
    }
    if (!differences.isEmpty()) {
      fail("seed " + seed + ": " + String.join("\n", differences));
    }
  }

  static List<String> differences(History history, Fault fault) {
    EngineCluster cluster = cluster(history, fault);
    cluster.feed(history.log());
    for (Instant probe : History.PROBES) {
      cluster.restAt(probe);
      List<String> differences =
          Agreement.differences(
              oracle(history, history.log(), probe),
              history.universe(),
              cluster::owner,
              cluster.alerts(),
              probe);
      if (!differences.isEmpty()) {
        return differences.stream().map(difference -> "at " + probe + " " + difference).toList();
      }
    }
    return List.of();
  }

  static EngineCluster cluster(History history, Fault fault) {
    Random random = new Random(history.seed());
    int partitions = 1 + random.nextInt(5);
    int budget = fault == Fault.NONE ? BUDGETS[random.nextInt(BUDGETS.length)] : 1;
    return new EngineCluster(random, partitions, budget, MAX_STEPS, fault, policy(history));
  }

  /** Returns an oracle with the same policy that {@link #cluster} uses for the history. */
  static Oracle oracle(History history, List<Arrival> log, Instant probe) {
    return new Oracle(log, Grace.DEFAULT, probe, asset -> requiresSources(history));
  }

  /** Every other history has a policy that requires ingests to name a source. */
  private static boolean requiresSources(History history) {
    return history.seed() % 2 != 0;
  }

  private static Policy policy(History history) {
    return new Policy(
        List.of(
            new Policy.Clause(
                "*", Optional.empty(), Optional.of(requiresSources(history)), List.of())));
  }
}
