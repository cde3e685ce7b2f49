package dev.headwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Fault;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Shows that {@link SimulationTest} would detect faults: with a planted fault, enough of the seeds
 * differ from the oracle or never come to rest.
 */
class SimulatedFaultTest {
  private static final int MANY = 100_000;

  @Test
  void noCutOnRetraction_isCaught() {
    assertCaught(
        "no cut on retraction",
        6,
        40,
        seed -> isCaught(Histories.takenBack(seed), Fault.noCut(), false, MANY));
  }

  @Test
  void childWrittenByTheParentsTask_isCaught() {
    assertCaught(
        "child written by the parent's task", 11, 30, seed -> isCaught(seed, Fault.NONE, true));
  }

  @Test
  void noChangeRuleMissing_isCaughtAsNeverComingToRest() {
    assertCaught(
        "no-change rule missing",
        1,
        6,
        seed -> isCaught(Histories.random(seed), Fault.noChangeRuleMissing(), false, 10_000));
  }

  @Test
  void oneForwardDropped_isCaught() {
    assertCaught(
        "one forward dropped",
        1,
        40,
        seed -> isCaught(seed, Fault.dropsForward(new Random(seed).nextInt(10)), false));
  }

  /**
   * Asserts that at least {@code least} of the seeds catch the fault. It stops as soon as enough
   * seeds do.
   */
  private static void assertCaught(String what, int least, int seeds, LongPredicate isCaught) {
    List<Long> caught = LongStream.range(0, seeds).filter(isCaught).limit(least).boxed().toList();
    System.out.println(what + ", simulated: caught by seeds " + caught);
    assertThat(caught).as("seeds of %d that catch: %s", seeds, what).hasSize(least);
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
