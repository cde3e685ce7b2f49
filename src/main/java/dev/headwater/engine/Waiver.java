package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.Optional;

/**
 * The longest of the waivers of one rule that live DOCUMENT events grant an asset.
 *
 * @param rule the rule
 * @param origin the only origin it holds for; empty: any
 * @param until when it ends
 */
public record Waiver(RuleName rule, Optional<Asset> origin, Instant until) {

  boolean concerns(RuleName otherRule, Asset otherOrigin) {
    return rule == otherRule && origin.map(otherOrigin::equals).orElse(true);
  }
}
