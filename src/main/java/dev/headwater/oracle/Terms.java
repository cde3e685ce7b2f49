package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The settings of the policy.
 *
 * @param grace how long a cause may stand before its alert opens
 * @param required the conditions that a namespace requires of documented synthetic data, by the
 *     namespace's whole name; every other namespace requires all of them
 * @param requireSource accepts the assets whose INGEST has to name a source; without one it leaves
 *     the origin unknown
 */
public record Terms(
    Grace grace, Map<String, Set<Condition>> required, Predicate<Asset> requireSource) {

  /** The terms without a policy file. */
  public static final Terms DEFAULT = of(Grace.DEFAULT);

  public Terms {
    required = Map.copyOf(required);
  }

  /** The default terms with another grace. */
  public static Terms of(Grace grace) {
    return new Terms(grace, Map.of(), asset -> false);
  }

  /** The same terms, but the ingests of these assets have to name a source. */
  public Terms requiringSource(Predicate<Asset> of) {
    return new Terms(grace, required, of);
  }

  /** The conditions that synthetic data in the asset's namespace has to meet to be DOCUMENTED. */
  Set<Condition> required(Asset asset) {
    return required.getOrDefault(asset.namespace(), EnumSet.allOf(Condition.class));
  }
}
