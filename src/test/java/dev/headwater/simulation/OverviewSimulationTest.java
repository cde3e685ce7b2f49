package dev.headwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.OverviewRecount;
import dev.headwater.engine.Fault;
import dev.headwater.engine.Policy;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import dev.headwater.query.question.Overview;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Shows that the counters of the overview are what a count of all rows gives, after every flush of
 * every task: for random histories over 1 to 4 tasks with crashes, retractions, waivers and
 * reclassifications. A failure prints its seed; {@code
 * -Dtest=OverviewSimulationTest#oneSeed_isCountedExactly -Dseed=N} runs it alone.
 */
class OverviewSimulationTest {
  private static final int SEEDS = 300;
  private static final int MAX_RECORDS = 100_000;
  private static final int PLENTY = 5_000;
  private static final int[] BUDGETS = {1, 20, PLENTY};

  @Test
  void randomHistories_areCountedExactly() {
    LongStream.range(0, SEEDS).parallel().forEach(OverviewSimulationTest::run);
  }

  @Test
  @EnabledIfSystemProperty(named = "seed", matches = "\\d+")
  void oneSeed_isCountedExactly() {
    run(Long.getLong("seed"));
  }

  private static void run(long seed) {
    History history = Histories.random(seed);
    Random random = new Random(seed);
    int partitions = 1 + random.nextInt(4);
    int budget = BUDGETS[random.nextInt(BUDGETS.length)];
    try (Simulation simulation =
        new Simulation(
            random,
            partitions,
            partitions,
            budget,
            Task.Guarantee.EXACTLY_ONCE,
            Fault.NONE,
            MAX_RECORDS,
            History.START)) {
      for (Arrival arrival : history.log()) {
        simulation.arrive(arrival);
        check(simulation, seed);
        if (random.nextInt(4) == 0) {
          simulation.arrive(new Arrival(arrival.event(), simulation.now()));
        }
        for (int steps = random.nextInt(12); steps > 0 && simulation.work(); steps--) {
          check(simulation, seed);
        }
      }
      for (Instant probe : List.of(History.BEFORE_GRACE, History.AFTER_GRACE, History.LATER)) {
        simulation.restAt(probe);
        check(simulation, seed);
        if (budget == PLENTY) { // otherwise a duplicate can come before the first is stored
          assertThat(taken(simulation)).as("seed %d, events taken", seed).isEqualTo(sent(history));
        }
      }
    } catch (RuntimeException failure) {
      throw new AssertionError("seed " + seed + ": " + failure, failure);
    }
  }

  private static void check(Simulation simulation, long seed) {
    for (int p = 0; p < simulation.partitions(); p++) {
      List<String> differences = OverviewRecount.differences(simulation.rows(p), Policy.DEFAULT);
      assertThat(differences).as("seed %d, partition %d", seed, p).isEmpty();
    }
  }

  private static Map<EventType, Long> taken(Simulation simulation) {
    Map<EventType, Long> taken = new EnumMap<>(EventType.class);
    for (int p = 0; p < simulation.partitions(); p++) {
      for (Overview.Hour hour :
          OverviewRecount.overview(simulation.rows(p), Policy.DEFAULT).hours()) {
        hour.taken().forEach((type, count) -> taken.merge(type, count, Long::sum));
      }
    }
    return taken;
  }

  /** The events that concern an asset; the histories are shorter than the time that is counted. */
  private static Map<EventType, Long> sent(History history) {
    Map<EventType, Long> sent = new EnumMap<>(EventType.class);
    history.log().stream()
        .map(Arrival::event)
        .distinct()
        .filter(event -> event.document().isPresent() || !event.outputs().isEmpty())
        .map(LineageEvent::type)
        .forEach(type -> sent.merge(type, 1L, Long::sum));
    return sent;
  }
}
