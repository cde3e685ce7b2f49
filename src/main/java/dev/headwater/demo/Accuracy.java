package dev.headwater.demo;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often an identifier is right.
 *
 * @param overall share of all samples that it identifies correctly, from 0 to 1
 * @param average the mean of the languages' shares, in which every language has the same weight
 * @param byLanguage share of each language's samples
 */
record Accuracy(double overall, double average, SortedMap<String, Double> byLanguage) {

  /** Measures with samples that the identifier was not trained on. */
  static Accuracy measure(LanguageIdentifier identifier, List<Sample> heldOut) {
    SortedMap<String, Long> asked = Sample.countByLanguage(heldOut);
    SortedMap<String, Long> right = new TreeMap<>();
    for (Sample sample : heldOut) {
      if (identifier.identify(Balance.normalize(sample.text())).equals(sample.language())) {
        right.merge(sample.language(), 1L, Long::sum);
      }
    }
    SortedMap<String, Double> shares = new TreeMap<>();
    asked.forEach(
        (language, n) -> shares.put(language, right.getOrDefault(language, 0L) / (double) n));
    return new Accuracy(
        right.values().stream().mapToLong(Long::longValue).sum() / (double) heldOut.size(),
        average(shares, shares.keySet()),
        shares);
  }

  /** The mean of some languages' shares, without languages that have no held-out samples. */
  double averageOf(Collection<String> languages) {
    return average(byLanguage, languages);
  }

  /** Languages by their share, the best first, then by code. */
  List<String> ranking() {
    return byLanguage.keySet().stream()
        .sorted(Comparator.comparingDouble((String l) -> -byLanguage.get(l)).thenComparing(l -> l))
        .toList();
  }

  private static double average(SortedMap<String, Double> shares, Collection<String> languages) {
    return languages.stream()
        .filter(shares::containsKey)
        .mapToDouble(shares::get)
        .average()
        .orElse(Double.NaN);
  }
}
