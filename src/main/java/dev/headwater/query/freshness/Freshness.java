package dev.headwater.query.freshness;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far an answer reflects the events that were acknowledged.
 *
 * @param caughtUp whether the answer is certain to reflect every event that was acknowledged before
 *     the request
 * @param lag how far the processors are behind; {@link Lag#NONE} if caught up
 * @param applied how far each partition that the answer was read from had been processed
 * @param stale the partitions of these that were read, also or only, from a copy. An answer from a
 *     copy is never caught up
 */
public record Freshness(
    boolean caughtUp,
    Lag lag,
    SortedMap<Integer, Applied> applied,
    SortedMap<Integer, Stale> stale) {

  /** Nothing was read. */
  public static final Freshness NOTHING = new Freshness(new TreeMap<>());

  public Freshness {
    applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
    // An instance of an earlier version does not say it: it has no answers from copies.
    stale =
        Collections.unmodifiableSortedMap(stale == null ? new TreeMap<>() : new TreeMap<>(stale));
    if (caughtUp && !stale.isEmpty()) {
      throw new IllegalArgumentException("an answer from a copy is never caught up");
    }
  }

  /** The freshness of reads of partitions. It is not known whether they are caught up. */
  public Freshness(SortedMap<Integer, Applied> applied) {
    this(applied, new TreeMap<>());
  }

  /** As above, some of the partitions read from copies. */
  public Freshness(SortedMap<Integer, Applied> applied, SortedMap<Integer, Stale> stale) {
    this(false, Lag.UNKNOWN, applied, stale);
  }

  /** Whether a copy was read. What it does not have may be there. */
  public boolean isStale() {
    return !stale.isEmpty();
  }

  /** The freshness of an answer that is made of both. It is not known whether it is caught up. */
  public Freshness and(Freshness other) {
    SortedMap<Integer, Applied> both = new TreeMap<>(applied);
    other.applied.forEach((partition, to) -> both.merge(partition, to, Applied::earlier));
    SortedMap<Integer, Stale> copies = new TreeMap<>(stale);
    other.stale.forEach((partition, how) -> copies.merge(partition, how, Stale::worse));
    return new Freshness(both, copies);
  }

  /**
   * The same partitions, with the outcome of catching up. That outcome is about the owners, and how
   * many events a copy lacks is not known.
   */
  public Freshness with(boolean caughtUpNow, Lag behind) {
    return isStale()
        ? new Freshness(applied, stale)
        : new Freshness(caughtUpNow, behind, applied, stale);
  }
}
