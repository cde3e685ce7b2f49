package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the policy decides.
 *
 * @param grace how long a cause may stand before it raises a timed alert
 * @param required the conditions that a namespace requires of documented synthetic data, by the
 *     namespace's whole name; every other namespace requires all of them
 * @param requireSource of which assets an INGEST that names no source leaves the origin unknown
 */
public record Terms(
    Grace grace, Map<String, Set<Condition>> required, Predicate<Asset> requireSource) {

  /** What holds without a policy file. */
  public static final Terms DEFAULT = of(Grace.DEFAULT);

  public Terms {
    required = Map.copyOf(required);
  }

  /** The default terms with another grace. */
  public static Terms of(Grace grace) {
    return new Terms(grace, Map.of(), asset -> false);
  }

  /** The same with sources required of these assets' ingests. */
  public Terms requiringSource(Predicate<Asset> of) {
    return new Terms(grace, required, of);
  }

  /** The conditions that synthetic data of this asset's namespace has to meet. */
  Set<Condition> required(Asset asset) {
    return required.getOrDefault(asset.namespace(), EnumSet.allOf(Condition.class));
  }
}
