package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.Optional;

/**
 * The waiver of a rule that holds longest, out of those that live DOCUMENT events grant an asset.
 *
 * @param rule the rule
 * @param origin the only origin that is waived; empty for every origin
 * @param until when the waiver ends
 */
public record Waiver(RuleName rule, Optional<Asset> origin, Instant until) {

  boolean concerns(RuleName otherRule, Asset otherOrigin) {
    return rule == otherRule && origin.map(otherOrigin::equals).orElse(true);
  }
}
