package dev.headwater.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Applies two filters that text pipelines often begin with: a minimum length, and exact
 * deduplication that keeps the first occurrence.
 *
 * <p>Both look neutral, but neither is. In Chinese or Japanese, the full name of a country may have
 * three characters. And if two related languages share a word, the language whose code comes first
 * in the alphabet keeps it: a language that shares all its words is gone. That is why {@link
 * Result} counts by language as well as by reason, and why the deduplication can be kept within
 * each language.
 */
final class Cleaning {

  static final String TOO_SHORT = "shorter than the minimum";
  static final String DUPLICATE = "text already seen";

  private Cleaning() {}

  /**
   * The result of the filters.
   *
   * @param kept the samples that passed, in their original order
   * @param removedByReason number of removed samples, by the filter that removed them
   * @param effects one per language, the most affected first
   */
  record Result(
      List<Sample> kept, SortedMap<String, Long> removedByReason, List<FilterEffect> effects) {}

  /**
   * Applies the filters.
   *
   * @param minimumLength in code points
   * @param acrossLanguages whether a text is also a duplicate if it was seen in another language
   */
  static Result apply(List<Sample> samples, int minimumLength, boolean acrossLanguages) {
    List<Sample> kept = new ArrayList<>();
    SortedMap<String, Long> removed = new TreeMap<>();
    removed.put(TOO_SHORT, 0L);
    removed.put(DUPLICATE, 0L);
    Set<List<String>> seen = new HashSet<>();
    for (Sample sample : samples) {
      if (sample.length() < minimumLength) {
        removed.merge(TOO_SHORT, 1L, Long::sum);
      } else if (!seen.add(
          acrossLanguages ? List.of(sample.text()) : List.of(sample.text(), sample.language()))) {
        removed.merge(DUPLICATE, 1L, Long::sum);
      } else {
        kept.add(sample);
      }
    }
    return new Result(
        List.copyOf(kept),
        removed,
        FilterEffect.compare(Sample.countByLanguage(samples), Sample.countByLanguage(kept)));
  }
}
