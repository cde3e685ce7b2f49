package dev.headwater.demo;

/**
 * The settings of the example workflow. Every result depends only on them and on the JDK.
 *
 * @param seed of all random numbers
 * @param minimumLength of a name, in code points
 * @param perLanguage the most names of one language to train on
 * @param sentencesUpTo number of samples up to which sentences are generated for a language that
 *     has fewer
 * @param template of the sentences
 * @param chainsPerLanguage number of pseudo-words for each language
 * @param chainLength longest pseudo-word, in code points
 * @param version of the datasets and of the model
 */
public record ExampleSettings(
    long seed,
    int minimumLength,
    int perLanguage,
    int sentencesUpTo,
    String template,
    int chainsPerLanguage,
    int chainLength,
    String version) {

  public static final ExampleSettings DEFAULT =
      new ExampleSettings(
          20261122, 4, 400, 150, "{weekday} {month} {country} {language} {currency}", 20, 24, "1");
}
