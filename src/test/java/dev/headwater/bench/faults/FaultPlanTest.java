package dev.headwater.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.bench.faults.Fault.Kind;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shows the properties of random fault plans: reproducible from the seed, one to three processors
 * at every moment, every kind of fault within a minute, pauses that are longer than a session.
 * Checks 500 seeds.
 */
class FaultPlanTest {
  private static final long MINUTE = 60_000;
  private static final long SESSION = 6_000;

  @Test
  void random_sameSeed_samePlan() {
    assertThat(plan(7, 2)).isEqualTo(plan(7, 2)).isNotEqualTo(plan(8, 2));
  }

  @Test
  void random_keepsOneToThreeProcessors_andCountsThem() {
    for (long seed = 0; seed < 500; seed++) {
      int begin = 1 + (int) (seed % FaultPlan.MOST_PROCESSORS);
      int now = begin;
      FaultPlan plan = plan(seed, begin);
      for (Fault fault : plan.faults()) {
        now += fault.kind() == Kind.ADD_PROCESSOR ? 1 : 0;
        now -= fault.kind() == Kind.REMOVE_PROCESSOR ? 1 : 0;
        assertThat(now).isBetween(1, FaultPlan.MOST_PROCESSORS);
      }
      assertThat(plan.processorsAfter()).isEqualTo(now);
    }
  }

  @Test
  void random_doesEveryKindWithinAMinute() {
    for (long seed = 0; seed < 500; seed++) {
      Set<Kind> kinds =
          plan(seed, 2).faults().stream().map(Fault::kind).collect(Collectors.toSet());
      assertThat(kinds).as("seed " + seed).isEqualTo(EnumSet.allOf(Kind.class));
    }
  }

  @Test
  void random_pausesForLongerThanASession() {
    for (long seed = 0; seed < 500; seed++) {
      assertThat(plan(seed, 2).faults())
          .filteredOn(fault -> fault.kind() == Kind.PAUSE_PROCESSOR)
          .allMatch(fault -> fault.forMillis() > SESSION);
    }
  }

  private static FaultPlan plan(long seed, int processors) {
    return FaultPlan.random(new Random(seed), processors, MINUTE, SESSION);
  }
}
