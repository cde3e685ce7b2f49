package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;

/**
 * Names an open alert of a rule about representation among those of its asset.
 *
 * @param dimension {@code ""} for a rule that is not about one
 */
public record Finding(RuleName rule, Asset origin, String dimension)
    implements Comparable<Finding> {
  @Override
  public int compareTo(Finding other) {
    int byRule = rule.compareTo(other.rule);
    int byOrigin = byRule != 0 ? byRule : origin.compareTo(other.origin);
    return byOrigin != 0 ? byOrigin : dimension.compareTo(other.dimension);
  }
}
