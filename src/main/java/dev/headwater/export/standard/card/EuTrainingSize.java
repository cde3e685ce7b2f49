package dev.headwater.export.standard.card;

import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.Input;
import dev.headwater.model.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The size of training data in tokens, as a range of the EU template. It is known only if every
 * dataset that the trainings on record use has a composition whose unit is {@code tokens}, and none
 * of them is only inferred. What a base model was trained on is not in it.
 */
final class EuTrainingSize {
  private static final String UNIT = "tokens";
  private static final double BILLION = 1e9;
  private static final double TRILLION = 1e12;

  private EuTrainingSize() {}

  /** The number of tokens; empty if not all of it is stated. */
  static OptionalDouble tokens(ExportFacts facts) {
    return facts.asset().kind() == AssetKind.DATASET
        ? tokens(facts.summary().composition())
        : ofTrainings(facts);
  }

  private static OptionalDouble ofTrainings(ExportFacts facts) {
    boolean all =
        facts.trainings().exact() && facts.trainings().total() == facts.trainings().items().size();
    TreeMap<Asset, List<Composition>> used = new TreeMap<>();
    for (Input input : trainingData(facts)) {
      all &= !input.inferred();
      used.computeIfAbsent(input.asset(), asset -> new ArrayList<>()).addAll(input.composition());
    }
    double sum = 0;
    for (List<Composition> stated : used.values()) {
      OptionalDouble tokens = tokens(stated);
      all &= tokens.isPresent();
      sum += tokens.orElse(0);
    }
    return all && !used.isEmpty() ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  /** The datasets among the inputs of the trainings whose data the model learned from. */
  static List<Input> trainingData(ExportFacts facts) {
    return facts.trainings().items().stream()
        .flatMap(event -> event.inputs().stream())
        .filter(input -> input.asset().kind() == AssetKind.DATASET && input.role().carries())
        .toList();
  }

  private static OptionalDouble tokens(List<Composition> compositions) {
    return compositions.stream()
        .filter(composition -> composition.unit().equalsIgnoreCase(UNIT))
        .mapToDouble(EuTrainingSize::total)
        .max();
  }

  private static double total(Composition composition) {
    return composition.counts().values().stream().mapToDouble(Double::doubleValue).sum()
        + composition.unknown();
  }

  /** The range of the template that a number of tokens is in. */
  static String range(double tokens) {
    if (tokens < BILLION) {
      return "Less than 1 billion tokens";
    }
    return tokens <= 10 * TRILLION
        ? "1 billion to 10 trillion tokens"
        : "More than 10 trillion tokens";
  }

  /** The languages with a count in the data, in order; of a dataset, those of its ingest too. */
  static Set<String> languages(ExportFacts facts) {
    Set<String> languages = new TreeSet<>(new Statements(facts).ingest().languages());
    List<Composition> compositions = new ArrayList<>(facts.summary().composition());
    trainingData(facts).stream()
        .filter(input -> !input.inferred())
        .forEach(input -> compositions.addAll(input.composition()));
    for (Composition composition : compositions) {
      if (composition.dimension().equals("language")) {
        composition
            .counts()
            .forEach(
                (language, amount) -> {
                  if (amount > 0) {
                    languages.add(language);
                  }
                });
      }
    }
    languages.removeIf(language -> !Placeholder.counts(language));
    return languages;
  }
}
