package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Computes what the gate finds at one asset of a closure: the asset asked about and all assets
 * upstream of it along carrying edges.
 */
final class GateRules {
  private GateRules() {}

  /**
   * The findings at one asset of the closure.
   *
   * @param asked the asset asked about
   * @param ofAsked the waivers of that asset
   * @param asset an asset of the closure, possibly {@code asked} itself
   * @param facts the facts of that asset
   * @param at when the ends of waivers are judged
   */
  static Set<Finding> at(Asset asked, Waivers ofAsked, Asset asset, OwnFacts facts, Instant at) {
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    if (facts.synthetic()
        && facts.verdict().documentation() != Documentation.DOCUMENTED
        && !waived(asked, ofAsked, asset, facts, at)) {
      findings.add(Finding.UNDOCUMENTED_SYNTHETIC);
    }
    // A dataset of the closure is asked about, or is an input in a carrying role.
    boolean asksForOrigin = asset.kind() == AssetKind.DATASET || asset.equals(asked);
    if (asksForOrigin && !facts.originKnown()) {
      findings.add(Finding.UNKNOWN_ORIGIN);
    }
    if (facts.incomplete()) {
      findings.add(Finding.INCOMPLETE_INPUTS);
    }
    findings.addAll(facts.remarks());
    return findings;
  }

  /**
   * Whether a waiver covers this synthetic origin. A waiver that the origin itself has for
   * UNDOCUMENTED_SYNTHETIC covers it for all assets that descend from it. A waiver that the model
   * asked about has for TRAINED_ON_UNDOCUMENTED_SYNTHETIC covers it for that model alone.
   */
  static boolean waived(Asset asked, Waivers ofAsked, Asset origin, OwnFacts ofOrigin, Instant at) {
    return ofOrigin.waivers().grant(RuleName.UNDOCUMENTED_SYNTHETIC, origin, at)
        || (asked.kind() == AssetKind.MODEL
            && ofAsked.grant(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, origin, at));
  }
}
