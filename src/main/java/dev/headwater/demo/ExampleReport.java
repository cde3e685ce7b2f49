package dev.headwater.demo;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats the example workflow's figures as lines for people. */
final class ExampleReport {

  private static final int NAMED = 10;

  private ExampleReport() {}

  static String size(DataFile file) {
    return format("%,d records, %d languages", file.records(), file.byLanguage().size());
  }

  static String size(LanguageIdentifier identifier) {
    return format("%,d n-grams, %d languages", identifier.ngrams(), identifier.languages());
  }

  /** Languages that lost at least half of their samples, the most affected first. */
  static List<String> halved(List<FilterEffect> effects) {
    return effects.stream()
        .filter(effect -> effect.removedShare() >= 0.5)
        .map(FilterEffect::language)
        .toList();
  }

  /** Languages for which the model identified no held-out sample correctly. */
  static List<String> lost(Accuracy accuracy) {
    return accuracy.ranking().stream()
        .filter(language -> accuracy.byLanguage().get(language) == 0)
        .toList();
  }

  static List<String> filter(Cleaning.Result result) {
    long before = result.effects().stream().mapToLong(FilterEffect::before).sum();
    long removed = result.removedByReason().values().stream().mapToLong(Long::longValue).sum();
    List<String> halved = halved(result.effects());
    String reasons =
        result.removedByReason().entrySet().stream()
            .map(reason -> format("%,d %s", reason.getValue(), reason.getKey()))
            .collect(Collectors.joining(", "));
    String most =
        result.effects().stream()
            .limit(NAMED)
            .map(e -> format("%s %,d -> %,d", e.language(), e.before(), e.after()))
            .collect(Collectors.joining(", "));
    long untouched = result.effects().stream().filter(e -> e.removedShare() < 0.05).count();
    return List.of(
        format("the filter removed %,d of %,d (%s)", removed, before, reasons),
        format(
            "%d languages lost half or more, %d less than 5 %%; most: %s",
            halved.size(), untouched, most));
  }

  static List<String> accuracy(Accuracy accuracy) {
    List<String> ranking = accuracy.ranking();
    List<String> worst = ranking.subList(Math.max(0, ranking.size() - NAMED), ranking.size());
    return List.of(
        format(
            "accuracy on held-out names: %.1f %% overall, %.1f %% average of %d languages"
                + " (chance %.1f %%)",
            100 * accuracy.overall(),
            100 * accuracy.average(),
            ranking.size(),
            100.0 / ranking.size()),
        "best: " + named(accuracy, ranking.subList(0, Math.min(NAMED, ranking.size()))),
        "worst: " + named(accuracy, worst));
  }

  static String filterEffect(Collection<String> affected, Accuracy without, Accuracy with) {
    return format(
        "the %d languages that the filter halved: %.1f %% without the filter, %.1f %% with it",
        affected.size(), 100 * without.averageOf(affected), 100 * with.averageOf(affected));
  }

  static String synthesisEffect(Collection<String> languages, Accuracy without, Accuracy with) {
    return format(
        "the %d languages with generated sentences: %.1f %% without synthetic data,"
            + " %.1f %% with it",
        languages.size(), 100 * without.averageOf(languages), 100 * with.averageOf(languages));
  }

  private static String named(Accuracy accuracy, List<String> languages) {
    return languages.stream()
        .map(language -> format("%s %.0f %%", language, 100 * accuracy.byLanguage().get(language)))
        .collect(Collectors.joining(", "));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
