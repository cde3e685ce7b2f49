package dev.headwater.bridge;

import dev.headwater.openlineage.EventReader;
import dev.headwater.openlineage.IgnoredFacets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters that all tasks of the bridge on this instance share. Thread-safe. */
public final class BridgeCounts {
  private final LongAdder taken = new LongAdder();
  private final LongAdder quarantined = new LongAdder();
  private final SortedMap<String, LongAdder> ignoredFacets;

  public BridgeCounts() {
    SortedMap<String, LongAdder> counts = new TreeMap<>();
    EventReader.facetNames().forEach(name -> counts.put(name, new LongAdder()));
    this.ignoredFacets = Collections.unmodifiableSortedMap(counts);
  }

  /**
   * The number of events that the bridge has taken. A record counts again if its transaction is
   * aborted, as it does in the other counters here.
   */
  public LongAdder taken() {
    return taken;
  }

  /** The number of quarantined records. */
  public LongAdder quarantined() {
    return quarantined;
  }

  /**
   * The numbers of facets that could not be read, by facet name. Each facet that the bridge reads
   * has an entry.
   */
  public SortedMap<String, LongAdder> ignoredFacets() {
    return ignoredFacets;
  }

  void add(IgnoredFacets ignored) {
    ignored.counts().forEach((facet, count) -> ignoredFacets.get(facet).add(count));
  }
}
