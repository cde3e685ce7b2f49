package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.Declared;
import dev.headwater.representation.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rules about representation know of one asset. Immutable.
 *
 * @param asset the asset
 * @param stated what its own events state
 * @param synthetic whether it is synthetic data itself
 * @param syntheticInputs the datasets among its carrying inputs that are synthetic data; not
 *     determined where no rule can use them
 * @param inputs what the inputs declare that the asset watches, as far as their owners have
 *     answered
 * @param previous the version of the same name that was made last before it, out of those that
 *     declare a composition
 * @param policy the policy
 */
record RuleSubject(
    Asset asset,
    StatedOfAsset stated,
    boolean synthetic,
    Set<Asset> syntheticInputs,
    Map<Asset, Declared> inputs,
    Optional<Previous> previous,
    Policy policy) {

  /** An earlier version, and how diverse it is in each dimension and unit that it declares. */
  record Previous(Asset asset, List<Diversity> diversity) {
    Previous {
      diversity = List.copyOf(diversity);
    }
  }

  RuleSubject withInputs(Map<Asset, Declared> answered) {
    return new RuleSubject(asset, stated, synthetic, syntheticInputs, answered, previous, policy);
  }

  RuleSubject withSyntheticInputs(Set<Asset> found) {
    return new RuleSubject(asset, stated, synthetic, found, inputs, previous, policy);
  }

  /** The compositions that the asset declares. */
  List<Composition> compositions() {
    return stated.declared().compositions();
  }

  /** A number of the policy. */
  double number(PolicyNumber number) {
    return policy.number(number, asset.namespace());
  }

  /** The datasets that an event used in a role that carries exposures, without the asset itself. */
  Set<Asset> sources(LineageEvent event) {
    Set<Asset> sources = new TreeSet<>();
    for (Input input : event.inputs()) {
      if (isSource(input)) {
        sources.add(input.asset());
      }
    }
    return sources;
  }

  /** Whether the input is a dataset, other than the asset itself, in a role that carries. */
  boolean isSource(Input input) {
    return input.role().carries()
        && input.asset().kind() == AssetKind.DATASET
        && !input.asset().equals(asset);
  }

  /** The composition of one measure, if it is among these. */
  static Optional<Composition> of(List<Composition> compositions, Measure measure) {
    return compositions.stream().filter(one -> Measure.of(one).equals(measure)).findFirst();
  }
}
