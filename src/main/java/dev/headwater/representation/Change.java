package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.representation.Representation.Part;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a step changed in the representation of its only input.
 *
 * @param from the input
 * @param jensenShannon the Jensen-Shannon divergence of the shares of known categories; see {@link
 *     Metrics#jensenShannon}. Empty where the input or the output has none
 * @param ratios for each category that had at least {@link #LEAST} before, how much of it was kept
 *     compared with all other known categories; the smallest ratio first, at most {@link #RATIOS}
 */
public record Change(Asset from, OptionalDouble jensenShannon, List<Ratio> ratios) {
  /** The least amount before of which a ratio is given. */
  public static final double LEAST = 30;

  /** The most ratios of a change. */
  public static final int RATIOS = 100;

  public Change {
    ratios = List.copyOf(ratios);
  }

  /**
   * The ratio of a category.
   *
   * @param interval its 95 % confidence interval
   */
  public record Ratio(String category, double ratio, Interval interval) {}

  /**
   * The changes of an asset that one event made of one dataset, for each measure that is known
   * exactly of both.
   *
   * @param statements as for {@link Derivation#of}
   * @param after what {@link Derivation#of} says of the asset
   */
  public static SortedMap<Measure, Change> of(
      Asset asset,
      Function<Asset, Optional<Statements>> statements,
      SortedMap<Measure, Representation> after) {
    SortedMap<Measure, Change> changes = new TreeMap<>();
    Optional<Use> only = statements.apply(asset).flatMap(Change::onlyInput);
    if (only.isEmpty()) {
      return changes;
    }
    Asset from = only.get().asset();
    Closure closure = Closure.of(from, statements);
    after.forEach(
        (measure, representation) -> {
          if (representation.isExact()) {
            Representation before = Derivation.of(closure, measure, only.get().stated());
            between(from, before, representation).ifPresent(change -> changes.put(measure, change));
          }
        });
    return changes;
  }

  private static Optional<Use> onlyInput(Statements own) {
    if (own.cut() || own.asset().kind() != AssetKind.DATASET || own.steps().size() != 1) {
      return Optional.empty();
    }
    Step step = own.steps().get(0);
    boolean changes =
        step.activity() != Activity.TRAIN
            && step.activity() != Activity.SYNTHESIZE
            && step.activity() != Activity.INGEST;
    return changes && step.inputs().size() == 1
        ? Optional.of(step.inputs().get(0))
        : Optional.empty();
  }

  /**
   * The change between two representations of the same measure.
   *
   * @param from the asset that {@code before} is of
   * @return empty unless both are known exactly
   */
  public static Optional<Change> between(Asset from, Representation before, Representation after) {
    if (!before.isExact() || !after.isExact() || !before.measure().equals(after.measure())) {
      return Optional.empty();
    }
    SortedMap<String, Double> then = amounts(before);
    SortedMap<String, Double> now = amounts(after);
    return Optional.of(new Change(from, Metrics.jensenShannon(then, now), ratios(then, now)));
  }

  private static SortedMap<String, Double> amounts(Representation representation) {
    SortedMap<String, Double> amounts = new TreeMap<>();
    for (Map.Entry<String, Part> category : representation.categories().entrySet()) {
      amounts.put(category.getKey(), category.getValue().amount().low());
    }
    return amounts;
  }

  private static List<Ratio> ratios(
      SortedMap<String, Double> before, SortedMap<String, Double> after) {
    double allBefore = Sum.of(before.values());
    double allAfter = Sum.of(after.values());
    List<Ratio> ratios = new ArrayList<>();
    before.forEach(
        (category, amount) -> {
          double still = after.getOrDefault(category, 0.0);
          double othersKept = others(allAfter, still);
          double othersBefore = others(allBefore, amount);
          if (amount >= LEAST && Retention.isDefined(still, amount, othersKept, othersBefore)) {
            Retention retention = new Retention(still, amount, othersKept, othersBefore);
            ratios.add(new Ratio(category, retention.ratio(), retention.interval()));
          }
        });
    ratios.sort(Comparator.comparingDouble(Ratio::ratio).thenComparing(Ratio::category));
    return ratios.subList(0, Math.min(RATIOS, ratios.size()));
  }

  /** What remains of a sum without one of its terms; 0 if that is only an error of rounding. */
  private static double others(double all, double one) {
    return Rounding.exceeds(all, one) ? all - one : 0;
  }
}
