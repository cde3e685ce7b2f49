package dev.headwater.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.RuleName;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Shows evidence in words: each rule, and numbers that are close to a limit or to 0. */
class EvidenceTextTest {
  private static final double NONE = -1;

  private static String line(RuleName rule, String category, double... numbers) {
    return EvidenceText.of(
            rule,
            new AlertEvidence(
                category,
                number(numbers, 0),
                number(numbers, 1),
                number(numbers, 2),
                number(numbers, 3),
                number(numbers, 4),
                number(numbers, 5)))
        .line();
  }

  private static OptionalDouble number(double[] numbers, int index) {
    return index < numbers.length && numbers[index] != NONE
        ? OptionalDouble.of(numbers[index])
        : OptionalDouble.empty();
  }

  @Test
  void line_ofEachRule() {
    assertThat(line(RuleName.DISPARATE_REMOVAL, "sw", 0.1172, 0.0934, 0.1471, 0.8, 1002, 100))
        .isEqualTo(
            "sw: kept 12 % as often as all others (95 %: 0.09 to 0.15; limit 0.8);"
                + " 1,002 before, 100 after");
    assertThat(line(RuleName.GROUP_ERASED, "yo", 0, NONE, NONE, NONE, 10_000_000_000.0, 0))
        .isEqualTo("yo: 10,000,000,000 before, none after");
    assertThat(line(RuleName.FITNESS_GAP, "sw", 0.02, 0.02, 0.031, 0.05))
        .isEqualTo(
            "sw: between 2 % and, if all that is unknown were of it, 3 %,"
                + " the target is at least 5 %");
    assertThat(line(RuleName.FITNESS_GAP, "sw", 0.02, 0.02, 0.02, 0.05))
        .isEqualTo("sw: 2 %, the target is at least 5 %");
    assertThat(line(RuleName.SCALE_WITHOUT_DIVERSITY, "", 0.74, NONE, NONE, 0.95, 12.304, 9.1))
        .isEqualTo(
            "effective number of categories: 12.30 before, 9.10 after, which is 74 % (limit 95 %)");
    assertThat(line(RuleName.SYNTHETIC_ONLY_GROUP, "sw", 0.8, 0.8, NONE, 0.5))
        .isEqualTo("sw: at least 80 % is synthetic (limit 50 %)");
    assertThat(line(RuleName.UNATTRIBUTED_DECISION, "d-12"))
        .isEqualTo("d-12: decided by no person or organization among the agents");
  }

  @Test
  void numbers_neverSeemToMeetALimitThatTheyMiss() {
    assertThat(line(RuleName.DISPARATE_REMOVAL, "sw", 0.7996, 0.64, 0.99999, 0.8, 30, 1))
        .startsWith("sw: kept 79.96 % as often")
        .contains("0.64 to 0.99999;");
    assertThat(line(RuleName.FITNESS_GAP, "sw", 0.04996, 0.04996, 0.04996, 0.05))
        .startsWith("sw: 4.996 %,");
    assertThat(line(RuleName.SYNTHETIC_ONLY_GROUP, "sw", 0.5001, 0.5001, NONE, 0.5))
        .startsWith("sw: at least 50.01 %");
  }

  @Test
  void smallNumbers_areNotRoundedTo0() {
    assertThat(line(RuleName.FITNESS_GAP, "sw", 0.00004, 0.00004, 0.00004, 0.05))
        .startsWith("sw: 0.004 %,");
    assertThat(line(RuleName.FITNESS_GAP, "sw", 0, 0, 0, 0.05)).startsWith("sw: 0 %,");
    assertThat(line(RuleName.GROUP_ERASED, "sw", 0, NONE, NONE, NONE, 0.001, 0))
        .startsWith("sw: 0.001 before");
  }

  @Test
  void numbersThatAreNotStated_areNotMadeUp() {
    assertThat(line(RuleName.DISPARATE_REMOVAL, "sw"))
        .isEqualTo(
            "sw: kept an unknown share as often as all others (95 %: unknown to unknown; no limit"
                + " stated); an unknown number before, an unknown number after");
  }
}
