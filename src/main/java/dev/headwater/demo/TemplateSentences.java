package dev.headwater.demo;

import dev.headwater.demo.Sample.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generates lines from a template. It fills the template's slots with names of one language, drawn
 * from seed samples.
 *
 * <p>The template contains no word of its own, because English words in a template would teach the
 * model that every language contains them.
 *
 * @param template slots are names of {@link Kind} in braces, lower case
 * @param upTo number of samples of a language, including its seeds, up to which lines are generated
 * @param seed of the random numbers
 */
record TemplateSentences(String template, int upTo, long seed) {

  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");

  /** Generates samples for each language that has fewer than {@link #upTo} seeds. */
  List<Sample> generate(List<Sample> seeds) {
    SortedMap<String, Map<Kind, List<String>>> names = new TreeMap<>();
    for (Sample seed : seeds) {
      names
          .computeIfAbsent(seed.language(), language -> new EnumMap<>(Kind.class))
          .computeIfAbsent(seed.kind(), kind -> new ArrayList<>())
          .add(seed.text());
    }
    SortedMap<String, Long> have = Sample.countByLanguage(seeds);
    Random random = new Random(seed);
    List<Sample> generated = new ArrayList<>();
    names.forEach(
        (language, byKind) -> {
          for (long n = have.get(language); n < upTo; n++) {
            String line = fill(byKind, random);
            if (!line.isBlank()) {
              generated.add(new Sample(language, Kind.SENTENCE, line));
            }
          }
        });
    return List.copyOf(generated);
  }

  /** Fills the template. A slot stays empty if the language has no seed of that kind. */
  private String fill(Map<Kind, List<String>> byKind, Random random) {
    Matcher slots = SLOT.matcher(template);
    StringBuilder line = new StringBuilder();
    while (slots.find()) {
      List<String> names =
          byKind.getOrDefault(
              Kind.valueOf(slots.group(1).toUpperCase(java.util.Locale.ROOT)), List.of());
      String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
      slots.appendReplacement(line, Matcher.quoteReplacement(name));
    }
    slots.appendTail(line);
    return line.toString().replaceAll("\\s+", " ").strip();
  }
}
