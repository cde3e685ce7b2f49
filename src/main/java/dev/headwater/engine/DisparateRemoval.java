package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Composition;
import dev.headwater.model.RuleName;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Retention;
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
  /** A ratio above the limit by more than this is not below it, however it was rounded. */
  private static final double CLEARLY = 1 + 1e-9;

  DisparateRemoval() {
    super(RuleName.DISPARATE_REMOVAL);
  }

  @Override
  List<AlertEvidence> find(RuleSubject subject, Composition before, Composition after) {
    double limit = subject.number(PolicyNumber.REMOVAL_RATIO);
    double minimum = subject.number(PolicyNumber.REMOVAL_MINIMUM);
    double allBefore = known(before);
    double allAfter = known(after);
    List<AlertEvidence> found = new ArrayList<>();
    for (Map.Entry<String, Double> category : before.counts().entrySet()) {
      double was = category.getValue();
      double is = after(after, category.getKey());
      if (was >= minimum
          && is > 0
          && Retention.isDefined(is, was, allAfter - is, allBefore - was)) {
        Retention retention = new Retention(is, was, allAfter - is, allBefore - was);
        double ratio = retention.ratio();
        Interval interval = retention.interval();
        if (ratio < limit * CLEARLY && interval.high() < 1 && retention.isBelow(limit)) {
          found.add(
              new AlertEvidence(
                  category.getKey(),
                  OptionalDouble.of(ratio),
                  OptionalDouble.of(interval.low()),
                  OptionalDouble.of(interval.high()),
                  OptionalDouble.of(limit),
                  OptionalDouble.of(was),
                  OptionalDouble.of(is)));
        }
      }
    }
    return found;
  }

  private static double known(Composition composition) {
    double known = 0;
    for (double count : composition.counts().values()) {
      known += count;
    }
    return known;
  }

  @Override
  Comparator<AlertEvidence> worstFirst() {
    return Comparator.comparing((AlertEvidence one) -> one.value().orElseThrow())
        .thenComparing(AlertEvidence::category);
  }
}
