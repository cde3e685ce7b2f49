package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Composition;
import dev.headwater.model.RuleName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A filter keeps much less of a category than of all others together: the ratio of the two retained
 * shares is below a limit, and certainly below 1. A category that is down to 0 belongs to {@link
 * GroupErased}.
 */
final class DisparateRemoval extends RemovalRule {
  /** The 0.975 quantile of the standard normal distribution, for an interval of 95 %. */
  private static final double Z = 1.959963984540054;

  /** Ratios that differ by less are equal: counts and limits are decimal numbers. */
  private static final double ROUNDING = 1e-12;

  DisparateRemoval() {
    super(RuleName.DISPARATE_REMOVAL);
  }

  @Override
  List<AlertEvidence> find(RuleSubject subject, Composition before, Composition after) {
    double limit = subject.number(PolicyNumber.REMOVAL_RATIO);
    double minimum = subject.number(PolicyNumber.REMOVAL_MINIMUM);
    double allBefore = 0;
    double allAfter = 0;
    for (Map.Entry<String, Double> category : before.counts().entrySet()) {
      allBefore += category.getValue();
      allAfter += after(after, category.getKey());
    }
    List<AlertEvidence> found = new ArrayList<>();
    for (Map.Entry<String, Double> category : before.counts().entrySet()) {
      double was = category.getValue();
      double is = after(after, category.getKey());
      double othersWere = allBefore - was;
      double othersAre = allAfter - is;
      boolean less = is * othersWere < limit * was * othersAre * (1 - ROUNDING);
      if (was >= minimum && is > 0 && othersWere > 0 && othersAre > 0 && less) {
        double ratio = (is / was) / (othersAre / othersWere);
        double spread =
            Math.exp(
                Z
                    * Math.sqrt(
                        Math.max(0, 1 / is - 1 / was + 1 / othersAre - 1 / othersWere)));
        if (ratio * spread < 1) {
          found.add(
              new AlertEvidence(
                  category.getKey(),
                  OptionalDouble.of(ratio),
                  OptionalDouble.of(ratio / spread),
                  OptionalDouble.of(ratio * spread),
                  OptionalDouble.of(limit),
                  OptionalDouble.of(was),
                  OptionalDouble.of(is)));
        }
      }
    }
    return found;
  }

  @Override
  Comparator<AlertEvidence> worstFirst() {
    return Comparator.comparing((AlertEvidence one) -> one.value().orElseThrow())
        .thenComparing(AlertEvidence::category);
  }
}
