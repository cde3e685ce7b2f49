package dev.headwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.headwater.agreement.Agreement;
import dev.headwater.agreement.Summarized;
import dev.headwater.engine.Fault;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import dev.headwater.oracle.Oracle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Shows that the topology agrees with the oracle. It runs random histories over 1 to 5 tasks, in
 * transactions of one record or many, with crashes at every step of a transaction. A failure prints
 * its seed; {@code -Dtest=SimulationTest#oneSeed_agrees -Dseed=N} runs it alone.
 */
class SimulationTest {
  private static final int SEEDS = 2_000;
  private static final int MAX_RECORDS = 100_000;
  private static final int[] BUDGETS = {1, 3, 20, 5_000};

  /** Sums up what happened in the runs of all seeds. Thread-safe. */
  private static final class Tried {
    private final Map<Simulation.Moment, Integer> crashes = new EnumMap<>(Simulation.Moment.class);
    private long records;
    private long transactions;

    synchronized void add(Simulation simulation) {
      simulation.crashes().forEach((moment, times) -> crashes.merge(moment, times, Integer::sum));
      records += simulation.records();
      transactions += simulation.transactions();
    }

    @Override
    public synchronized String toString() {
      return records + " records in " + transactions + " transactions, crashes " + crashes;
    }
  }

  @Test
  void randomHistories_agreeWithTheOracle() {
    Tried tried = new Tried();
    long begin = System.nanoTime();
    LongStream.range(0, SEEDS).parallel().forEach(seed -> run(seed, tried));
    System.out.printf(
        "simulated: %d seeds, %s, in %d s%n",
        SEEDS, tried, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));

    // Transactions without records are not counted.
    assertThat(tried.transactions).as("transactions of several records").isLessThan(tried.records);
    for (Simulation.Moment moment : Simulation.Moment.values()) {
      assertThat(tried.crashes.getOrDefault(moment, 0))
          .as("crashes " + moment)
          .isGreaterThan(SEEDS / 4);
    }
  }

  /** Prints the history of the seed that the system property names. */
  @Test
  @EnabledIfSystemProperty(named = "seed", matches = "\\d+")
  void oneSeed_agrees() {
    long seed = Long.getLong("seed");
    System.out.println(Histories.random(seed));
    run(seed, new Tried());
  }

  private static void run(long seed, Tried tried) {
    List<String> differences;
    try {
      differences =
          differences(
              Histories.random(seed),
              Task.Guarantee.EXACTLY_ONCE,
              Fault.NONE,
              false,
              MAX_RECORDS,
              tried::add);
    } catch (RuntimeException failure) {
      throw new AssertionError("seed " + seed + ": " + failure, failure);
    }
    if (!differences.isEmpty()) {
      fail("seed " + seed + ": " + String.join("\n", differences));
    }
  }

  /**
   * Runs a history and returns its differences from the oracle.
   *
   * @param ownsAll whether every task believes that it owns every asset, which is a fault
   */
  static List<String> differences(History history, Fault fault, boolean ownsAll, int maxRecords) {
    return differences(
        history, Task.Guarantee.EXACTLY_ONCE, fault, ownsAll, maxRecords, simulation -> {});
  }

  static List<String> differences(
      History history,
      Task.Guarantee guarantee,
      Fault fault,
      boolean ownsAll,
      int maxRecords,
      Consumer<Simulation> done) {
    Random random = new Random(history.seed());
    int partitions = 1 + random.nextInt(5);
    int budget = fault == Fault.NONE ? BUDGETS[random.nextInt(BUDGETS.length)] : 1;
    try (Simulation simulation =
        new Simulation(
            random,
            partitions,
            ownsAll ? 1 : partitions,
            budget,
            guarantee,
            fault,
            maxRecords,
            History.START)) {
      simulation.feed(history.log());
      for (Instant probe : List.of(History.BEFORE_GRACE, History.AFTER_GRACE, History.LATER)) {
        simulation.restAt(probe);
        Instant now = simulation.now();
        Oracle oracle = new Oracle(history.log(), Grace.DEFAULT, now);
        List<String> differences =
            new ArrayList<>(
                Agreement.differences(
                    oracle, history.universe(), simulation::owner, simulation.alerts(), now));
        differences.addAll(Summarized.differences(oracle, simulation.summaries()));
        differences.addAll(
            simulation
                .emitters()
                .differences(simulation::owner, simulation.alerts(), probe == History.LATER));
        if (simulation.quarantined() > 0) {
          differences.add(simulation.quarantined() + " records in quarantine");
        }
        if (!differences.isEmpty()) {
          return differences;
        }
      }
      done.accept(simulation);
    }
    return List.of();
  }
}
