package dev.headwater.bench.graph;

import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * How many records of each of {@value #LANGUAGES} languages a dataset has, and how many of unknown
 * language. The languages have positions, from the largest to the smallest. Immutable.
 */
public final class LanguageCounts {
  public static final int LANGUAGES = 20;

  static final LanguageCounts NONE = new LanguageCounts(new long[LANGUAGES], 0);

  private static final List<String> CODES =
      List.of(
          "en", "zh", "es", "ar", "hi", "fr", "ru", "pt", "de", "ja", "id", "bn", "ur", "sw", "ta",
          "vi", "fil", "yo", "am", "quz");

  private final long[] counts;
  private final long unknown;

  private LanguageCounts(long[] counts, long unknown) {
    this.counts = counts;
    this.unknown = unknown;
  }

  /**
   * @param count gives the number of records of a language, by its position; it is rounded
   */
  static LanguageCounts of(IntToDoubleFunction count, double unknown) {
    long[] counts = new long[LANGUAGES];
    for (int language = 0; language < LANGUAGES; language++) {
      counts[language] = Math.round(count.applyAsDouble(language));
    }
    return new LanguageCounts(counts, Math.round(unknown));
  }

  static String code(int language) {
    return CODES.get(language);
  }

  /** The records of all languages, and of unknown language. */
  long total() {
    long total = unknown;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  LanguageCounts plus(LanguageCounts more) {
    return of(language -> counts[language] + more.counts[language], unknown + more.unknown);
  }

  /**
   * What a filter leaves.
   *
   * @param part the part of a language that is kept, by its position; from 0 to 1
   * @param partOfUnknown the same of the records of unknown language
   */
  LanguageCounts kept(IntToDoubleFunction part, double partOfUnknown) {
    return of(language -> counts[language] * part.applyAsDouble(language), unknown * partOfUnknown);
  }

  /** States the counts as a step does that counted its records: it saw no record of some. */
  Composition composition() {
    SortedMap<String, Double> seen = new TreeMap<>();
    for (int language = 0; language < LANGUAGES; language++) {
      if (counts[language] > 0) {
        seen.put(code(language), (double) counts[language]);
      }
    }
    return new Composition("language", "records", CompositionMethod.MEASURED, seen, unknown);
  }
}
