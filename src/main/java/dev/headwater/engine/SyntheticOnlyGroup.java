package dev.headwater.engine;

import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.List;

/** To be written. */
final class SyntheticOnlyGroup extends RepresentationRule {
  SyntheticOnlyGroup() {
    super(RuleName.SYNTHETIC_ONLY_GROUP, Severity.INFO);
  }

  @Override
  List<Comparison> compare(RuleSubject subject) {
    return List.of();
  }
}
