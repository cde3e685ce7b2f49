package dev.headwater.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Brings samples into the form that is trained on: normalized spelling (NFC, lower case), no
 * duplicate within a language, and no more than a given number a language, drawn at random, so that
 * a few languages do not crowd out the others.
 */
final class Balance {

  private Balance() {}

  /** Normalized spelling: NFC, then lower case by the rules that belong to no language. */
  static String normalize(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip();
  }

  /** Ordered by language; at most {@code perLanguage} samples of each. */
  static List<Sample> apply(List<Sample> samples, int perLanguage, long seed) {
    Map<String, LinkedHashSet<Sample>> byLanguage = new TreeMap<>();
    for (Sample sample : samples) {
      byLanguage
          .computeIfAbsent(sample.language(), language -> new LinkedHashSet<>())
          .add(sample.withText(normalize(sample.text())));
    }
    Random random = new Random(seed);
    List<Sample> balanced = new ArrayList<>();
    for (LinkedHashSet<Sample> distinct : byLanguage.values()) {
      List<Sample> drawn = new ArrayList<>(distinct);
      Collections.shuffle(drawn, random);
      balanced.addAll(drawn.subList(0, Math.min(perLanguage, drawn.size())));
    }
    return List.copyOf(balanced);
  }
}
