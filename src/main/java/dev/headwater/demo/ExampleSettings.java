package dev.headwater.demo;

/**
 * The settings of the example workflow. Every result depends only on them and on the JDK.
 *
 * @param seed of all random numbers
 * @param minimumLength of a name, in code points
 * @param acrossLanguages whether only the first of several languages keeps a name that they share
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
    boolean acrossLanguages,
    int perLanguage,
    int sentencesUpTo,
    String template,
    int chainsPerLanguage,
    int chainLength,
    String version) {

  public static final ExampleSettings DEFAULT =
      new ExampleSettings(
          20261122,
          4,
          true,
          400,
          200,
          "{weekday} {month} {country} {language} {currency}",
          20,
          24,
          "1");

  /**
   * Returns the settings of the next version, whose filter removes no language: names of any
   * length, and each language keeps the names that it shares. All else is the same, so that the two
   * versions show what the filter does.
   */
  ExampleSettings restored(String nextVersion) {
    return new ExampleSettings(
        seed,
        1,
        false,
        perLanguage,
        sentencesUpTo,
        template,
        chainsPerLanguage,
        chainLength,
        nextVersion);
  }
}
