package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.oracle.Histories;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** The comparison with the oracle notices the faults that it is there to notice. */
class PlantedFaultTest {

  @Test
  void noCutOnRetraction_isCaught() {
    assertThat(caught("no cut on retraction", 300, seed -> Fault.noCut())).isGreaterThan(50);
  }

  @Test
  void childWrittenByTheParentsTask_isCaught() {
    assertThat(caught("child written by the parent's task", 300, s -> Fault.childWrittenByParent()))
        .isGreaterThan(100);
  }

  @Test
  void noChangeRuleMissing_isCaughtAsNeverComingToRest() {
    assertThat(caught("no-change rule missing", 20, seed -> Fault.noChangeRuleMissing()))
        .isGreaterThan(5);
  }

  @Test
  void oneForwardDropped_isCaught() {
    assertThat(
            caught(
                "one forward dropped",
                300,
                seed -> Fault.dropsForward(new Random(seed).nextInt(10))))
        .isGreaterThan(20);
  }

  private static int caught(String what, int seeds, LongFunction<Fault> fault) {
    int caught = 0;
    long first = -1;
    for (long seed = 0; seed < seeds; seed++) {
      if (isCaught(seed, fault.apply(seed))) {
        first = caught == 0 ? seed : first;
        caught++;
      }
    }
    System.out.println(
        what + ": caught by " + caught + " of " + seeds + " seeds, the first is " + first);
    return caught;
  }

  private static boolean isCaught(long seed, Fault fault) {
    try {
      return !EnginePropertyTest.differences(Histories.random(seed), fault).isEmpty();
    } catch (NeverAtRestException expected) {
      return true;
    }
  }
}
