package dev.headwater.model;

import java.util.SortedMap;

/**
 * The minimum share of the data that each category should have.
 *
 * @param dimension as in {@link Composition}
 * @param minimumShare a share from 0 to 1 by category
 */
public record Target(String dimension, SortedMap<String, Double> minimumShare) {
  public Target {
    dimension = Check.text("dimension", dimension);
    minimumShare = Check.map("minimumShare", minimumShare, Limits.ENTRIES, Check::share);
  }
}
