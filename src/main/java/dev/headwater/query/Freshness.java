package dev.headwater.query;

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
 */
public record Freshness(boolean caughtUp, Lag lag, SortedMap<Integer, Applied> applied) {

  /** Nothing was read. */
  public static final Freshness NOTHING = new Freshness(new TreeMap<>());

  public Freshness {
    applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
  }

  /** The freshness of reads of partitions. It is not known whether they are caught up. */
  public Freshness(SortedMap<Integer, Applied> applied) {
    this(false, Lag.UNKNOWN, applied);
  }

  /** The freshness of an answer that is made of both. It is not known whether it is caught up. */
  Freshness and(Freshness other) {
    SortedMap<Integer, Applied> both = new TreeMap<>(applied);
    other.applied.forEach((partition, to) -> both.merge(partition, to, Applied::earlier));
    return new Freshness(both);
  }

  /** The same partitions, with the outcome of catching up. */
  Freshness with(CatchUp.Outcome outcome) {
    return new Freshness(outcome.caughtUp(), outcome.lag(), applied);
  }
}
