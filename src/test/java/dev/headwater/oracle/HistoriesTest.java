package dev.headwater.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Documentation;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Shows that random histories reach every answer often; tests that use them would prove little
 * otherwise. It counts the answers of the oracle.
 */
class HistoriesTest {
  private static final int SEEDS = 400;

  @Test
  void random_sameSeed_sameHistory() {
    assertThat(Histories.random(7)).isEqualTo(Histories.random(7));
  }

  @Test
  void random_reachesEveryAnswerOften() {
    Map<String, Integer> seen = new HashMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      History history = Histories.random(seed);
      Oracle oracle = new Oracle(history.log(), Grace.DEFAULT, History.AFTER_GRACE);
      oracle.named().forEach(asset -> count(oracle.state(asset), seen));
    }

    for (Documentation documentation : Documentation.values()) {
      assertOften(seen, documentation);
    }
    for (Synthetic synthetic : Synthetic.values()) {
      assertOften(seen, synthetic);
    }
    for (Expected.Gate gate : Expected.Gate.values()) {
      assertOften(seen, gate);
    }
    for (RuleName rule : RuleName.values()) {
      if (rule.isOnAssets() && !rule.isAboutRepresentation()) {
        assertOften(seen, rule);
      }
    }
    assertOften(seen, Severity.CRITICAL);
    assertOften(seen, "indirect");
    assertOften(seen, "far");
    assertOften(seen, "waived");
  }

  private static void count(Expected.State state, Map<String, Integer> seen) {
    seen.merge("documentation " + state.verdict().documentation(), 1, Integer::sum);
    seen.merge("synthetic " + state.synthetic(), 1, Integer::sum);
    seen.merge("gate " + state.gate(), 1, Integer::sum);
    state
        .alerts()
        .forEach(
            alert -> {
              seen.merge("rule " + alert.rule(), 1, Integer::sum);
              seen.merge("severity " + alert.severity(), 1, Integer::sum);
            });
    state
        .exposures()
        .values()
        .forEach(
            exposure -> {
              seen.merge(exposure.direct().isPresent() ? "direct" : "indirect", 1, Integer::sum);
              seen.merge(exposure.distance() > 3 ? "far" : "near", 1, Integer::sum);
              seen.merge(exposure.waived() ? "waived" : "not waived", 1, Integer::sum);
            });
  }

  private static void assertOften(Map<String, Integer> seen, Enum<?> value) {
    String name =
        value instanceof Documentation
            ? "documentation "
            : value instanceof Synthetic
                ? "synthetic "
                : value instanceof Expected.Gate
                    ? "gate "
                    : value instanceof RuleName ? "rule " : "severity ";
    assertOften(seen, name + value);
  }

  private static void assertOften(Map<String, Integer> seen, String what) {
    assertThat(seen.getOrDefault(what, 0)).as(what).isGreaterThan(SEEDS / 20);
  }
}
