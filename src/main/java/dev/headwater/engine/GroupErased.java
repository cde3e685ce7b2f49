package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Composition;
import dev.headwater.model.RuleName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A filter leaves nothing of a category. */
final class GroupErased extends RemovalRule {
  GroupErased() {
    super(RuleName.GROUP_ERASED);
  }

  @Override
  List<AlertEvidence> find(RuleSubject subject, Composition before, Composition after) {
    double minimum = subject.number(PolicyNumber.ERASED_MINIMUM);
    List<AlertEvidence> found = new ArrayList<>();
    for (Map.Entry<String, Double> category : before.counts().entrySet()) {
      double was = category.getValue();
      if (was >= minimum && after(after, category.getKey()) == 0) {
        found.add(
            new AlertEvidence(
                category.getKey(),
                OptionalDouble.of(0),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(was),
                OptionalDouble.of(0)));
      }
    }
    return found;
  }

  @Override
  Comparator<AlertEvidence> worstFirst() {
    return Comparator.comparing((AlertEvidence one) -> -one.before().orElseThrow())
        .thenComparing(AlertEvidence::category);
  }
}
