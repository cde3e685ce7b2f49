package dev.headwater.export;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Target;
import dev.headwater.representation.Derivation;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Statements;
import dev.headwater.representation.TargetShare;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Compares the shares that a training aims at with the data of all trainings of its model together.
 *
 * <p>The comparison is that of {@link TargetShare}, over what the model's trainings and the
 * datasets that they used declare. Here nothing is derived from what those datasets were made from.
 */
final class TargetShares {

  private TargetShares() {}

  /**
   * Returns the shares, the worst first: missed targets, then unknown ones, then reached ones, each
   * group by shortfall.
   *
   * @param trainings of the model
   * @param cut whether there are more trainings than these
   * @param known what is known of the datasets that they used
   */
  static List<TargetShare> of(
      Asset model,
      List<LineageEvent> trainings,
      boolean cut,
      List<Target> targets,
      Map<Asset, AssetSummary> known) {
    Statements stated = Statements.of(model, trainings, Optional.empty(), cut);
    List<TargetShare> shares = new ArrayList<>();
    for (Target target : targets) {
      Collection<Representation> data = data(stated, target.dimension(), known);
      target
          .minimumShare()
          .forEach(
              (category, minimum) ->
                  data.forEach(one -> shares.add(TargetShare.of(one, category, minimum))));
    }
    shares.sort(TargetShare.WORST_FIRST);
    return shares;
  }

  private static Collection<Representation> data(
      Statements model, String dimension, Map<Asset, AssetSummary> known) {
    return Derivation.of(
            model.asset(),
            asset ->
                asset.equals(model.asset())
                    ? Optional.of(model)
                    : Optional.ofNullable(known.get(asset)).map(TargetShares::declared),
            Optional.of(dimension))
        .values();
  }

  private static Statements declared(AssetSummary dataset) {
    return new Statements(
        dataset.asset(),
        dataset.composition(),
        dataset.records(),
        List.of(),
        Optional.empty(),
        false);
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
}
