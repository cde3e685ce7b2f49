package dev.headwater.bridge;

import dev.headwater.openlineage.IgnoredFacets;
import dev.headwater.openlineage.IgnoredFacets.Ignored;
import dev.headwater.openlineage.OpenLineageEvent;
import org.slf4j.Logger;

/**
 * Counts events and their facets that could not be read, and logs the first for each facet name and
 * producer, because a producer that writes to the topic gets no answer. Used by one task only.
 */
final class FacetLog {
  private final BridgeCounts counts;
  private final Logger log;
  private final FirstOnly seen = new FirstOnly();

  FacetLog(BridgeCounts counts, Logger log) {
    this.counts = counts;
    this.log = log;
  }

  void add(OpenLineageEvent event) {
    counts.taken().increment();
    IgnoredFacets ignored = event.ignored();
    if (ignored.isEmpty()) {
      return;
    }
    counts.add(ignored);
    for (Ignored one : ignored.named()) {
      if (seen.isFirst(one.facet() + " " + event.producer())) {
        log.warn(
            "The {} facet that {} sends with {} cannot be read: {} {}. The events count without"
                + " it (told once for a producer and a facet)",
            one.facet(),
            event.producer(),
            event.subject(),
            one.field(),
            one.problem());
      }
    }
  }
}
