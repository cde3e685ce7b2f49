package dev.headwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Fault;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** The simulation notices the faults that it is there to notice. */
class SimulatedFaultTest {
  private static final int MANY = 100_000;

  @Test
  void noCutOnRetraction_isCaught() {
    assertThat(
            caught(
                "no cut on retraction",
                40,
                seed -> isCaught(Histories.takenBack(seed), Fault.noCut(), false, MANY)))
        .isGreaterThan(5);
  }

  @Test
  void childWrittenByTheParentsTask_isCaught() {
    assertThat(
            caught(
                "child written by the parent's task", 30, seed -> isCaught(seed, Fault.NONE, true)))
        .isGreaterThan(10);
  }

  @Test
  void noChangeRuleMissing_isCaughtAsNeverComingToRest() {
    assertThat(
            caught(
                "no-change rule missing",
                6,
                seed ->
                    isCaught(Histories.random(seed), Fault.noChangeRuleMissing(), false, 10_000)))
        .isPositive();
  }

  @Test
  void oneForwardDropped_isCaught() {
    assertThat(
            caught(
                "one forward dropped",
                40,
                seed -> isCaught(seed, Fault.dropsForward(new Random(seed).nextInt(10)), false)))
        .isPositive();
  }

  private static int caught(String what, int seeds, LongPredicate isCaught) {
    int caught = 0;
    long first = -1;
    for (long seed = 0; seed < seeds; seed++) {
      if (isCaught.test(seed)) {
        first = caught == 0 ? seed : first;
        caught++;
      }
    }
    System.out.println(
        what
            + ", simulated: caught by "
            + caught
            + " of "
            + seeds
            + " seeds, the first is "
            + first);
    return caught;
  }

  private static boolean isCaught(long seed, Fault fault, boolean ownsAll) {
    return isCaught(Histories.random(seed), fault, ownsAll, MANY);
  }

  private static boolean isCaught(History history, Fault fault, boolean ownsAll, int maxRecords) {
    try {
      return !SimulationTest.differences(history, fault, ownsAll, maxRecords).isEmpty();
    } catch (NeverAtRestException expected) {
      return true;
    }
  }
}
