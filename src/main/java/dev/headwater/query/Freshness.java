package dev.headwater.query;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How fresh an answer is.
 *
 * @param caughtUp whether it is certain that all is in it that was acknowledged before the request
 * @param lag how far the processors are behind; {@link Lag#NONE} if caught up
 * @param applied how far the partitions had come that it was read from, by partition
 */
public record Freshness(boolean caughtUp, Lag lag, SortedMap<Integer, Applied> applied) {

  /** Nothing was read. */
  public static final Freshness NOTHING = new Freshness(new TreeMap<>());

  public Freshness {
    applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
  }

  /** Of partitions alone: whether all is in them is not known. */
  public Freshness(SortedMap<Integer, Applied> applied) {
    this(false, Lag.UNKNOWN, applied);
  }

  /** Of an answer made of both; whether it is caught up is not known. */
  Freshness and(Freshness other) {
    SortedMap<Integer, Applied> both = new TreeMap<>(applied);
    other.applied.forEach((partition, to) -> both.merge(partition, to, Applied::earlier));
    return new Freshness(both);
  }

  /** The same, of an answer of which this is known. */
  Freshness with(CatchUp.Outcome outcome) {
    return new Freshness(outcome.caughtUp(), outcome.lag(), applied);
  }
}
