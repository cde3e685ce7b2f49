package dev.headwater.query;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the partitions had come that an answer was read from.
 *
 * @param applied by partition
 */
public record Freshness(SortedMap<Integer, Applied> applied) {

  /** Nothing was read. */
  public static final Freshness NOTHING = new Freshness(new TreeMap<>());

  public Freshness {
    applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
  }

  /** Of an answer made of both. */
  public Freshness and(Freshness other) {
    SortedMap<Integer, Applied> both = new TreeMap<>(applied);
    other.applied.forEach((partition, to) -> both.merge(partition, to, Applied::earlier));
    return new Freshness(both);
  }
}
