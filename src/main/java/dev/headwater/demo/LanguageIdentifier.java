package dev.headwater.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Identifies the language of a short text by multinomial naive Bayes over character 1- to 3-grams,
 * with additive smoothing and a uniform prior (Manning, Raghavan and Schuetze, Introduction to
 * Information Retrieval, 2008, section 13.2).
 *
 * <p>Let c be the count of an n-gram in a language with N n-grams, V the size of the vocabulary and
 * a the smoothing. The log likelihood of the n-gram is log((c+a)/(N+aV)) = log(a/(N+aV)) +
 * log(1+c/a). The first term depends on the language alone, and the second is 0 for n-grams that
 * the language does not have. So the model stores and visits only the n-grams that a language has.
 *
 * <p>Immutable and safe for use by several threads.
 */
final class LanguageIdentifier {

  /** Smoothing. It is small, because most n-grams occur in only a few of the 200 languages. */
  static final double SMOOTHING = 0.05;

  static final int LONGEST_NGRAM = 3;

  /** A marker before and after each text, so that n-grams distinguish its beginning and its end. */
  private static final int BOUNDARY = 0x10FFFF;

  private static final int BITS = 21;

  private final String[] languages;
  private final double[] unseen;
  private final Map<Long, Holders> holders;

  private record Holders(int[] languages, float[] gains) {}

  private LanguageIdentifier(String[] languages, double[] unseen, Map<Long, Holders> holders) {
    this.languages = languages;
    this.unseen = unseen;
    this.holders = holders;
  }

  /** Trains on samples whose text is already normalized. There must be at least one. */
  static LanguageIdentifier train(List<Sample> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("nothing to learn from: no samples");
    }
    String[] languages =
        samples.stream()
            .map(Sample::language)
            .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
            .toArray(String[]::new);
    Map<Long, Map<Integer, Integer>> counts = new HashMap<>();
    long[] totals = new long[languages.length];
    for (Sample sample : samples) {
      int language = Arrays.binarySearch(languages, sample.language());
      for (long ngram : ngrams(sample.text())) {
        counts.computeIfAbsent(ngram, g -> new HashMap<>(2)).merge(language, 1, Integer::sum);
        totals[language]++;
      }
    }
    double[] unseen = new double[languages.length];
    for (int i = 0; i < unseen.length; i++) {
      unseen[i] = Math.log(SMOOTHING / (totals[i] + SMOOTHING * counts.size()));
    }
    Map<Long, Holders> holders = new HashMap<>(counts.size() * 2);
    counts.forEach((ngram, byLanguage) -> holders.put(ngram, holders(byLanguage)));
    return new LanguageIdentifier(languages, unseen, holders);
  }

  private static Holders holders(Map<Integer, Integer> byLanguage) {
    int[] languages = byLanguage.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    float[] gains = new float[languages.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = (float) Math.log(1 + byLanguage.get(languages[i]) / SMOOTHING);
    }
    return new Holders(languages, gains);
  }

  /**
   * Returns the most likely language of a normalized text; if several are equally likely, the one
   * whose code comes first.
   */
  String identify(String text) {
    long[] ngrams = ngrams(text);
    double[] scores = new double[languages.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = ngrams.length * unseen[i];
    }
    for (long ngram : ngrams) {
      Holders in = holders.get(ngram);
      if (in != null) {
        for (int i = 0; i < in.languages.length; i++) {
          scores[in.languages[i]] += in.gains[i];
        }
      }
    }
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return languages[best];
  }

  int languages() {
    return languages.length;
  }

  int ngrams() {
    return holders.size();
  }

  /** Writes the model as text in a fixed order, so that the same model gives the same file. */
  void write(Path path) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
      for (int i = 0; i < languages.length; i++) {
        out.write(languages[i] + '\t' + unseen[i] + '\n');
      }
      for (Map.Entry<Long, Holders> entry : new TreeMap<>(holders).entrySet()) {
        StringBuilder line = new StringBuilder(Long.toHexString(entry.getKey()));
        Holders in = entry.getValue();
        for (int i = 0; i < in.languages.length; i++) {
          line.append('\t').append(in.languages[i]).append(':').append(in.gains[i]);
        }
        out.write(line.append('\n').toString());
      }
    }
  }

  /**
   * Returns every n-gram of the text, each packed into a long: a code point has at most 21 bits.
   */
  private static long[] ngrams(String text) {
    int[] letters = text.codePoints().toArray();
    int[] padded = new int[letters.length + 2];
    padded[0] = BOUNDARY;
    System.arraycopy(letters, 0, padded, 1, letters.length);
    padded[padded.length - 1] = BOUNDARY;
    List<Long> ngrams = new ArrayList<>(padded.length * LONGEST_NGRAM);
    for (int start = 0; start < padded.length; start++) {
      long ngram = 0;
      for (int n = 0; n < LONGEST_NGRAM && start + n < padded.length; n++) {
        ngram = ngram << BITS | padded[start + n];
        boolean boundaryAlone = n == 0 && padded[start] == BOUNDARY;
        if (!boundaryAlone) {
          ngrams.add(ngram);
        }
      }
    }
    return ngrams.stream().mapToLong(Long::longValue).toArray();
  }
}
