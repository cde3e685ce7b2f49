package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.List;
import java.util.Set;

/**
 * A rule about who is represented in an asset, or who decided about it. It is a pure function of
 * what is declared: of the asset by its own events, of its inputs as their owners have answered,
 * and of the version before it. Nothing that is derived counts.
 */
abstract class RepresentationRule {
  /** All rules of this kind. */
  static final List<RepresentationRule> ALL =
      List.of(
          new DisparateRemoval(),
          new GroupErased(),
          new FitnessGap(),
          new ScaleWithoutDiversity(),
          new SyntheticOnlyGroup(),
          new UnattributedDecision());

  private final RuleName name;
  private final Severity severity;

  RepresentationRule(RuleName name, Severity severity) {
    this.name = name;
    this.severity = severity;
  }

  /**
   * What a rule compared, and what it found.
   *
   * @param origin what the asset was compared with; the asset itself if it was compared with
   *     nothing else
   * @param dimension the dimension; {@code ""} for a rule that is not about one
   * @param evidence what breaks the rule, the worst first; empty if nothing does
   */
  record Comparison(Asset origin, String dimension, List<AlertEvidence> evidence) {
    Comparison {
      evidence = List.copyOf(evidence);
    }
  }

  final RuleName name() {
    return name;
  }

  /** The severity of the rule's alerts, unless the policy states another one. */
  static Severity severity(RuleName name) {
    return ALL.stream()
        .filter(rule -> rule.name == name)
        .map(rule -> rule.severity)
        .findFirst()
        .orElseThrow();
  }

  /** The inputs whose declarations the rule needs. It gets them later than the rest. */
  Set<Asset> needs(RuleSubject subject) {
    return Set.of();
  }

  /**
   * Compares all that can be compared, whether it breaks the rule or not. What is not known is left
   * out: then it is not known whether the rule is broken.
   */
  abstract List<Comparison> compare(RuleSubject subject);
}
