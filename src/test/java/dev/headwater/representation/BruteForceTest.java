package dev.headwater.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headwater.Seeds;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derives small pipelines and compares the intervals with everything that the records can be:
 * nothing lies outside, and the ends are reached.
 */
class BruteForceTest {
  private static final int SEEDS = 4_000;
  private static final int SEEDS_WITH_FAULT = 400;

  @Test
  void intervals_containAllThatIsPossibleAndNoMore() {
    BruteForce comparison = new BruteForce(Fault.NONE);
    Seeds.forEach(
        SEEDS,
        RandomPipelines::next,
        pipeline ->
            assertThat(comparison.differences(pipeline)).as(pipeline.toString()).isEmpty());

    assertThat(comparison.compared()).isGreaterThan(3_900);
    assertThat(comparison.ends()).isGreaterThan(SEEDS / 3);
    assertThat(comparison.syntheticEnds()).isGreaterThan(SEEDS / 8);
    assertThat(comparison.shares()).isGreaterThan(SEEDS / 10);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("interval ignored", 5, Fault.intervalIgnored()),
        arguments("unit mixed", 100, Fault.unitMixed()),
        arguments("dimension mixed", 50, Fault.dimensionMixed()),
        arguments("unknown dropped", 50, Fault.unknownDropped()),
        arguments("records of inputs ignored", 10, Fault.recordsOfInputsIgnored()),
        arguments("records of outputs ignored", 10, Fault.recordsOfOutputsIgnored()),
        arguments("inferred ignored", 5, Fault.inferredIgnored()),
        arguments("stated ignored", 1, Fault.statedIgnored()),
        arguments("weights ignored", 2, Fault.weightsIgnored()),
        arguments("silence is clean", 20, Fault.silenceIsClean()),
        arguments("incomplete ignored", 5, Fault.incompleteIgnored()),
        arguments("earlier events ignored", 5, Fault.earlierEventsIgnored()),
        arguments("unaccounted ignored", 5, Fault.unaccountedIgnored()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aPlantedFault_isCaught(String what, int least, Fault fault) {
    BruteForce comparison = new BruteForce(fault);
    long caught =
        LongStream.range(0, SEEDS_WITH_FAULT)
            .filter(
                seed -> !comparison.differences(RandomPipelines.next(new Random(seed))).isEmpty())
            .limit(least)
            .count();

    assertThat(caught).as("seeds of %d that catch: %s", SEEDS_WITH_FAULT, what).isEqualTo(least);
  }
}
