package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The waivers that live documents grant at their targets, seen at one instant. */
final class Waivers {
  private final Map<Asset, List<LineageEvent>> liveByAsset;
  private final Instant now;

  Waivers(Map<Asset, List<LineageEvent>> liveByAsset, Instant now) {
    this.liveByAsset = liveByAsset;
    this.now = now;
  }

  /** Whether a waiver of this rule at this target, for this origin or for any, has not ended. */
  boolean granted(RuleName rule, Asset target, Asset origin) {
    return liveByAsset.getOrDefault(target, List.of()).stream()
        .map(event -> event.document().flatMap(Document::waive))
        .flatMap(Optional::stream)
        .anyMatch(waive -> holds(waive, rule, origin));
  }

  private boolean holds(Waive waive, RuleName rule, Asset origin) {
    return waive.rule() == rule
        && waive.origin().map(origin::equals).orElse(true)
        && now.isBefore(waive.until());
  }
}
