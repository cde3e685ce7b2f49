package dev.headwater.export;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Compares the shares that a training aims at with the composition of the data that it used.
 *
 * <p>The share of a category is its count, divided by the sum of all counts and the count of
 * unknown category. Counts are summed over the datasets among the training's inputs whose roles
 * carry exposures. The share is known only if each of these datasets has a composition in the
 * target's dimension, all in the same unit, and none of these inputs has a weight: with weights,
 * the counts would not describe the mixture. What the event says of an input takes precedence over
 * what is known of the dataset.
 */
final class TargetShares {

  private TargetShares() {}

  /** Whether a target is reached. */
  enum Outcome {
    MISSED,
    NOT_KNOWN,
    REACHED
  }

  /**
   * One category of a target.
   *
   * @param dimension of the target; "" if it names none
   * @param category the category
   * @param minimum the lowest share that it should have
   * @param reached the lowest share that it has, if that is known
   * @param undecided the share of data of no known category, which may belong to this one
   */
  record Share(
      String dimension,
      String category,
      double minimum,
      OptionalDouble reached,
      OptionalDouble undecided) {
    Outcome outcome() {
      if (reached.isEmpty()) {
        return Outcome.NOT_KNOWN;
      }
      if (reached.getAsDouble() >= minimum) {
        return Outcome.REACHED;
      }
      return reached.getAsDouble() + undecided.orElse(0) >= minimum
          ? Outcome.NOT_KNOWN
          : Outcome.MISSED;
    }

    private double shortfall() {
      return minimum - reached.orElse(0);
    }
  }

  /**
   * Returns the shares, the worst first: missed targets, then unknown ones, then reached ones, each
   * group by shortfall.
   */
  static List<Share> of(
      LineageEvent training, List<Target> targets, Map<Asset, AssetSummary> known) {
    List<Share> shares = new ArrayList<>();
    for (Target target : targets) {
      Optional<Composition> data = data(training, target.dimension(), known);
      target
          .minimumShare()
          .forEach(
              (category, minimum) ->
                  shares.add(
                      new Share(
                          target.dimension(),
                          category,
                          minimum,
                          share(data, one -> one.counts().getOrDefault(category, 0.0)),
                          share(data, Composition::unknown))));
    }
    shares.sort(
        Comparator.comparing(Share::outcome)
            .thenComparing(Comparator.comparingDouble(Share::shortfall).reversed())
            .thenComparing(Share::dimension)
            .thenComparing(Share::category));
    return shares;
  }

  private static OptionalDouble share(
      Optional<Composition> data, ToDoubleFunction<Composition> part) {
    return data.map(composition -> share(composition, part.applyAsDouble(composition)))
        .orElse(OptionalDouble.empty());
  }

  /** Returns empty if the total is 0 or exceeds what a double can hold. */
  static OptionalDouble share(Composition composition, double part) {
    double total = total(composition);
    return total > 0 && Double.isFinite(total)
        ? OptionalDouble.of(Math.min(1, part / total))
        : OptionalDouble.empty();
  }

  static double total(Composition composition) {
    return composition.counts().values().stream().mapToDouble(Double::doubleValue).sum()
        + composition.unknown();
  }

  private static Optional<Composition> data(
      LineageEvent training, String dimension, Map<Asset, AssetSummary> known) {
    List<Composition> parts = new ArrayList<>();
    for (Input input : training.inputs()) {
      if (input.asset().kind() == AssetKind.DATASET && input.role().carries()) {
        Optional<Composition> part = composition(input, dimension, known);
        if (part.isEmpty() || input.weight().isPresent()) {
          return Optional.empty();
        }
        parts.add(part.get());
      }
    }
    return parts.stream().map(Composition::unit).distinct().count() == 1
        ? parts.stream().reduce(TargetShares::sum)
        : Optional.empty();
  }

  private static Optional<Composition> composition(
      Input input, String dimension, Map<Asset, AssetSummary> known) {
    List<Composition> stated = new ArrayList<>(input.composition());
    AssetSummary summary = known.get(input.asset());
    if (summary != null) {
      stated.addAll(summary.composition());
    }
    return stated.stream().filter(one -> one.dimension().equals(dimension)).findFirst();
  }

  private static Composition sum(Composition one, Composition other) {
    SortedMap<String, Double> counts = new TreeMap<>(one.counts());
    other
        .counts()
        .forEach((category, count) -> counts.merge(category, count, TargetShares::bounded));
    return new Composition(
        one.dimension(), one.unit(), one.method(), counts, bounded(one.unknown(), other.unknown()));
  }

  private static double bounded(double one, double other) {
    return Math.min(Double.MAX_VALUE, one + other);
  }
}
