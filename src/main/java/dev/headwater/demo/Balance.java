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
 * Prepares samples for training: normalizes their spelling (NFC, lower case), removes duplicates
 * within a language, and draws at most a given number for each language at random. The limit keeps
 * a few languages from dominating the others.
 */
final class Balance {

  private Balance() {}

  /** Normalizes spelling: NFC, then lower case by rules that are independent of the language. */
  static String normalize(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip();
  }

  /** Returns samples ordered by language, at most {@code perLanguage} of each. */
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
