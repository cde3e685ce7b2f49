package dev.headwater.demo;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * What a filter did to one language.
 *
 * @param language BCP-47 language subtag
 * @param before samples that went in
 * @param after samples that came out
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
