package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What data is wanted for: a use with targets of its own, or what the trainings of a model declare.
 *
 * @param name of the use; the URN of the model if there is one
 * @param model whose trainings declare the targets; empty for a named use
 * @param targets of a named use; none for a model
 */
public record FitnessUse(String name, Optional<Asset> model, List<Target> targets) {
  public FitnessUse {
    targets = List.copyOf(targets);
    if (model.filter(one -> one.kind() != AssetKind.MODEL).isPresent()) {
      throw new IllegalArgumentException(name + " is no model");
    }
  }

  /** The use that the trainings of a model declare. */
  public static FitnessUse of(Asset model) {
    return new FitnessUse(model.urn(), Optional.of(model), List.of());
  }

  /** A use with a name. */
  public static FitnessUse named(String name, List<Target> targets) {
    return new FitnessUse(name, Optional.empty(), targets);
  }

  /** The minimum share by category, by dimension. The highest of several minima counts. */
  public static SortedMap<String, SortedMap<String, Double>> byDimension(List<Target> targets) {
    SortedMap<String, SortedMap<String, Double>> byDimension = new TreeMap<>();
    for (Target target : targets) {
      if (!target.dimension().isEmpty()) {
        SortedMap<String, Double> shares =
            byDimension.computeIfAbsent(target.dimension(), dimension -> new TreeMap<>());
        target
            .minimumShare()
            .forEach((category, share) -> shares.merge(category, share, Math::max));
      }
    }
    return byDimension;
  }

  /**
   * The minimum shares that trainings declare: in each dimension, those of the latest training that
   * declares any.
   */
  public static SortedMap<String, SortedMap<String, Double>> declaredBy(
      List<LineageEvent> latestFirst) {
    SortedMap<String, SortedMap<String, Double>> targets = new TreeMap<>();
    for (LineageEvent training : latestFirst) {
      byDimension(
              training
                  .train()
                  .flatMap(Train::intendedUse)
                  .map(IntendedUse::targets)
                  .orElse(List.of()))
          .forEach(targets::putIfAbsent);
    }
    return targets;
  }
}
