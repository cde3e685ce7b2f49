package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What the gate finds at one asset of the closure of the asset that was asked about. */
final class GateRules {
  private GateRules() {}

  /**
   * The findings at an asset that is asked about or has a path of carrying edges to the one that
   * is.
   *
   * @param asked the asset that was asked about
   * @param ofAsked the waivers of that asset
   * @param asset an asset of its closure
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
    // The asset that is upstream of another one is an input in a carrying role.
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

  /** A waiver of the dataset's own rule holds for all that descend from it; a model's, for it. */
  static boolean waived(Asset asked, Waivers ofAsked, Asset origin, OwnFacts ofOrigin, Instant at) {
    return ofOrigin.waivers().grant(RuleName.UNDOCUMENTED_SYNTHETIC, origin, at)
        || (asked.kind() == AssetKind.MODEL
            && ofAsked.grant(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, origin, at));
  }
}
