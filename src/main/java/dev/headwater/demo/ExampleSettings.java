package dev.headwater.demo;

/**
 * What the example workflow can be given; every result follows from it and from the JDK.
 *
 * @param seed of all random numbers
 * @param minimumLength of a name, in code points
 * @param perLanguage most names of one language that are trained on
 * @param sentencesUpTo generate sentences for languages that have fewer samples, up to this many
 * @param template of the sentences
 * @param chainsPerLanguage pseudo-words for each language
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
