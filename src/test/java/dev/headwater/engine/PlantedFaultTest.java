package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Shows that {@link EnginePropertyTest} would detect faults: with a planted fault, enough of the
 * seeds differ from the oracle or never come to rest.
 */
class PlantedFaultTest {

  @Test
  void noCutOnRetraction_isCaught() {
    assertCaught("no cut on retraction", 51, 300, seed -> Fault.noCut());
  }

  @Test
  void childWrittenByTheParentsTask_isCaught() {
    assertCaught("child written by the parent's task", 101, 300, s -> Fault.childWrittenByParent());
  }

  @Test
  void noChangeRuleMissing_isCaughtAsNeverComingToRest() {
    assertCaught("no-change rule missing", 6, 20, seed -> Fault.noChangeRuleMissing());
  }

  @Test
  void oneForwardDropped_isCaught() {
    assertCaught(
        "one forward dropped", 21, 300, seed -> Fault.dropsForward(new Random(seed).nextInt(10)));
  }

  @Test
  void searchThroughTheLoopsDataset_isCaught() {
    assertCaughtInLoops(
        "search through the loop's dataset", 21, 300, Fault.searchesThroughLoop());
  }

  @Test
  void searchNeverBegunAgain_isCaught() {
    assertCaughtInLoops("search never begun again", 6, 300, Fault.neverSearchesAgain());
  }

  @Test
  void changesNotReportedToSearches_isCaught() {
    assertCaughtInLoops("changes not reported to searches", 31, 300, Fault.answersOnce());
  }

  /**
   * Asserts that at least {@code least} of the seeds catch the fault. It stops as soon as enough
   * seeds do.
   */
  private static void assertCaught(String what, int least, int seeds, LongFunction<Fault> fault) {
    assertSeedsCatch(
        what, least, seeds, seed -> isCaught(Histories.random(seed), fault.apply(seed)));
  }

  private static void assertCaughtInLoops(String what, int least, int seeds, Fault fault) {
    assertSeedsCatch(what, least, seeds, seed -> isCaught(Histories.looping(seed), fault));
  }

  private static void assertSeedsCatch(
      String what, int least, int seeds, LongPredicate caughtBySeed) {
    List<Long> caught =
        LongStream.range(0, seeds)
            .filter(caughtBySeed)
            .limit(least)
            .boxed()
            .toList();
    System.out.println(what + ": caught by seeds " + caught);
    assertThat(caught).as("seeds of %d that catch: %s", seeds, what).hasSize(least);
  }

  private static boolean isCaught(History history, Fault fault) {
    try {
      return !EnginePropertyTest.differences(history, fault).isEmpty();
    } catch (NeverAtRestException expected) {
      return true;
    }
  }
}
