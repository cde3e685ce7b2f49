package dev.headwater.demo;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * The effect of a filter on one language.
 *
 * @param language BCP-47 language subtag
 * @param before number of samples before the filter
 * @param after number of samples after it
 */
record FilterEffect(String language, long before, long after) {

  private static final Comparator<FilterEffect> MOST_AFFECTED_FIRST =
      Comparator.comparingDouble(FilterEffect::removedShare)
          .reversed()
          .thenComparing(FilterEffect::language);

  /** Share of the language's samples that was removed, from 0 to 1. */
  double removedShare() {
    return (before - after) / (double) before;
  }

  static List<FilterEffect> compare(SortedMap<String, Long> before, SortedMap<String, Long> after) {
    return before.entrySet().stream()
        .map(e -> new FilterEffect(e.getKey(), e.getValue(), after.getOrDefault(e.getKey(), 0L)))
        .sorted(MOST_AFFECTED_FIRST)
        .toList();
  }
}
