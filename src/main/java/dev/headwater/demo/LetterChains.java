package dev.headwater.demo;

import dev.headwater.demo.Sample.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Generates pseudo-words with a Markov chain over the letters of each language's seed samples. It
 * draws each letter from those that follow the same {@value #ORDER} letters somewhere in the seeds.
 *
 * @param perLanguage number of lines to generate for each language
 * @param maxLength longest line, in code points
 * @param seed of the random numbers
 */
record LetterChains(int perLanguage, int maxLength, long seed) {

  static final int ORDER = 2;
  private static final int END = -1;

  List<Sample> generate(List<Sample> seeds) {
    SortedMap<String, Map<String, List<Integer>>> chains = new TreeMap<>();
    for (Sample sample : seeds) {
      learn(chains.computeIfAbsent(sample.language(), l -> new HashMap<>()), sample.text());
    }
    Random random = new Random(seed);
    List<Sample> generated = new ArrayList<>();
    chains.forEach(
        (language, chain) -> {
          for (int n = 0; n < perLanguage; n++) {
            generated.add(new Sample(language, Kind.CHAIN, walk(chain, random)));
          }
        });
    return List.copyOf(generated);
  }

  private static void learn(Map<String, List<Integer>> chain, String text) {
    String before = "";
    for (int letter : text.codePoints().toArray()) {
      chain.computeIfAbsent(before, b -> new ArrayList<>()).add(letter);
      before = shift(before, letter);
    }
    chain.computeIfAbsent(before, b -> new ArrayList<>()).add(END);
  }

  private String walk(Map<String, List<Integer>> chain, Random random) {
    StringBuilder line = new StringBuilder();
    String before = "";
    for (int length = 0; length < maxLength; length++) {
      List<Integer> followers = chain.get(before);
      int letter = followers.get(random.nextInt(followers.size()));
      if (letter == END) {
        break;
      }
      line.appendCodePoint(letter);
      before = shift(before, letter);
    }
    return line.toString().strip();
  }

  private static String shift(String before, int letter) {
    String longer = before + Character.toString(letter);
    int length = longer.codePointCount(0, longer.length());
    return length <= ORDER
        ? longer
        : longer.substring(longer.offsetByCodePoints(0, length - ORDER));
  }
}
