package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The waivers that the live documents of one asset grant, including those that have ended. */
record Waivers(Set<Waive> all) {

  static Waivers of(List<LineageEvent> live) {
    return new Waivers(
        live.stream()
            .map(event -> event.document().flatMap(Document::waive))
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Whether a waiver of this rule, for this origin or for all origins, is in force at this instant.
   */
  boolean grant(RuleName rule, Asset origin, Instant at) {
    return all.stream()
        .anyMatch(
            waive ->
                waive.rule() == rule
                    && waive.origin().map(origin::equals).orElse(true)
                    && at.isBefore(waive.until()));
  }
}
