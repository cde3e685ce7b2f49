package dev.headwater.engine;

import dev.headwater.model.Composition;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Metrics;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much of a dataset there is in one dimension and unit, and how diverse it is.
 *
 * @param measure the dimension and unit
 * @param total the amount of all categories, the unknown part included
 * @param effectiveNumber the effective number of categories, at least 1; empty if no category has
 *     an amount above 0
 */
public record Diversity(Measure measure, double total, OptionalDouble effectiveNumber) {

  static Diversity of(Composition composition) {
    double total = composition.unknown();
    for (double count : composition.counts().values()) {
      total += count;
    }
    OptionalDouble number =
        Metrics.of(composition.counts().values())
            .map(metrics -> OptionalDouble.of(metrics.effectiveNumber()))
            .orElse(OptionalDouble.empty());
    return new Diversity(Measure.of(composition), total, number);
  }

  static List<Diversity> of(List<Composition> compositions) {
    return compositions.stream().map(Diversity::of).toList();
  }
}
