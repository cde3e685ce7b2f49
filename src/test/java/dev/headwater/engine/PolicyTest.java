package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.engine.Policy.Clause;
import dev.headwater.engine.Policy.RuleSetting;
import dev.headwater.model.RuleName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows which clause decides the numbers, the gate and whether a rule applies. */
class PolicyTest {
  private static RuleSetting numbers(RuleName rule, PolicyNumber number, double value) {
    return new RuleSetting(
        rule, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(number, value));
  }

  private static Clause clause(String namespaces, Set<RuleName> gate, RuleSetting... rules) {
    return new Clause(
        namespaces, Optional.empty(), Optional.empty(), Optional.of(gate), List.of(rules));
  }

  private static RuleSetting enabled(RuleName rule, boolean enabled) {
    return new RuleSetting(rule, Optional.of(enabled), Optional.empty(), Optional.empty());
  }

  @Test
  void number_isThatOfTheFirstClauseThatStatesIt_elseTheStandardOne() {
    RuleName rule = RuleName.DISPARATE_REMOVAL;
    Policy policy =
        new Policy(
            List.of(
                clause("lab-*", Set.of(), numbers(rule, PolicyNumber.REMOVAL_MINIMUM, 5)),
                clause("*", Set.of(), numbers(rule, PolicyNumber.REMOVAL_RATIO, 0.5)),
                clause("*", Set.of(), numbers(rule, PolicyNumber.REMOVAL_RATIO, 0.6))));

    assertThat(policy.number(PolicyNumber.REMOVAL_MINIMUM, "lab-1")).isEqualTo(5);
    assertThat(policy.number(PolicyNumber.REMOVAL_MINIMUM, "prod")).isEqualTo(30);
    assertThat(policy.number(PolicyNumber.REMOVAL_RATIO, "lab-1")).isEqualTo(0.5);
    assertThat(policy.number(PolicyNumber.ERASED_MINIMUM, "lab-1")).isEqualTo(30);
  }

  @Test
  void numbers_areThePublishedOnes_byDefault() {
    assertThat(Policy.DEFAULT.number(PolicyNumber.REMOVAL_RATIO, "lab")).isEqualTo(0.8);
    assertThat(Policy.DEFAULT.number(PolicyNumber.REMOVAL_MINIMUM, "lab")).isEqualTo(30);
    assertThat(Policy.DEFAULT.number(PolicyNumber.GROWTH, "lab")).isEqualTo(0.05);
    assertThat(Policy.DEFAULT.number(PolicyNumber.LOSS, "lab")).isEqualTo(0.05);
    assertThat(Policy.DEFAULT.number(PolicyNumber.SYNTHETIC_CATEGORY, "lab")).isEqualTo(0.5);
    assertThat(Policy.DEFAULT.number(PolicyNumber.SYNTHETIC_WHOLE, "lab")).isEqualTo(0.5);
  }

  @Test
  void standardNumbers_areAllowed() {
    for (PolicyNumber number : PolicyNumber.values()) {
      assertThat(number.problem(number.standard())).as("%s", number).isEmpty();
      assertThat(PolicyNumber.of(number.rule())).contains(number);
    }
  }

  @Test
  void rules_areAllOnByDefault_butUnattributedDecision() {
    for (RuleName rule : RuleName.values()) {
      assertThat(Policy.DEFAULT.enabled(rule, "lab"))
          .as("%s", rule)
          .isEqualTo(rule != RuleName.UNATTRIBUTED_DECISION)
          .isEqualTo(Policy.DEFAULT.enabledSomewhere(rule));
    }
  }

  @Test
  void enabledSomewhere_looksAtAllNamespaces() {
    RuleName rule = RuleName.UNATTRIBUTED_DECISION;
    Policy one = new Policy(List.of(clause("lab", Set.of(), enabled(rule, true))));
    Policy none = new Policy(List.of(clause("lab", Set.of(), enabled(rule, false))));

    assertThat(one.enabledSomewhere(rule)).isTrue();
    assertThat(one.enabled(rule, "lab")).isTrue();
    assertThat(one.enabled(rule, "prod")).isFalse();
    assertThat(none.enabledSomewhere(rule)).isFalse();
  }

  @Test
  void gate_isThatOfTheFirstClauseThatStatesIt_elseNone() {
    Policy policy =
        new Policy(
            List.of(
                new Clause("lab-*", Optional.empty(), List.of()),
                clause("lab-1", Set.of()),
                clause("*", Set.of(RuleName.FITNESS_GAP))));

    assertThat(policy.gate("lab-1")).isEmpty();
    assertThat(policy.gate("lab-2")).containsExactly(RuleName.FITNESS_GAP);
    assertThat(Policy.DEFAULT.gate("lab-1")).isEmpty();
  }

  @Test
  void fingerprint_doesNotDependOnTheOrderOfNumbersAndRules() {
    Map<PolicyNumber, Double> some = new LinkedHashMap<>();
    some.put(PolicyNumber.REMOVAL_RATIO, 0.5);
    some.put(PolicyNumber.REMOVAL_MINIMUM, 5.0);
    Map<PolicyNumber, Double> other = new LinkedHashMap<>();
    other.put(PolicyNumber.REMOVAL_MINIMUM, 5.0);
    other.put(PolicyNumber.REMOVAL_RATIO, 0.5);

    assertThat(fingerprint(some, RuleName.FITNESS_GAP, RuleName.GROUP_ERASED))
        .isEqualTo(fingerprint(other, RuleName.GROUP_ERASED, RuleName.FITNESS_GAP))
        .isNotEqualTo(fingerprint(Map.of(), RuleName.GROUP_ERASED, RuleName.FITNESS_GAP))
        .isNotEqualTo(fingerprint(some, RuleName.GROUP_ERASED));
  }

  private static byte[] fingerprint(Map<PolicyNumber, Double> numbers, RuleName... gate) {
    RuleSetting setting =
        new RuleSetting(
            RuleName.DISPARATE_REMOVAL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            numbers);
    Set<RuleName> rules = new LinkedHashSet<>(List.of(gate));
    return new Policy(List.of(clause("*", rules, setting))).fingerprint();
  }

  @Test
  void settingsThatNoFileCanState_areRefused() {
    assertThatThrownBy(() -> numbers(RuleName.FITNESS_GAP, PolicyNumber.REMOVAL_RATIO, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> numbers(RuleName.DISPARATE_REMOVAL, PolicyNumber.REMOVAL_RATIO, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clause("*", Set.of(RuleName.UNKNOWN_ORIGIN)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
