package dev.headwater.model;

import java.util.SortedMap;

/**
 * How much of the data each category should be at least.
 *
 * @param dimension as in {@link Composition}
 * @param minimumShare from 0 to 1 by category
 */
public record Target(String dimension, SortedMap<String, Double> minimumShare) {
  public Target {
    dimension = Check.text("dimension", dimension);
    minimumShare = Check.map("minimumShare", minimumShare, Limits.ENTRIES, Check::share);
  }
}
