package dev.headwater.remedy;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Generator;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Prompt;
import dev.headwater.remedy.SynthesisRecord.GeneratorName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says in one sentence what satisfies a condition, or what is missing. */
final class Findings {
  private Findings() {}

  /**
   * What satisfies the condition.
   *
   * @param records at least one; the condition holds for all of them
   */
  static String present(Condition condition, List<SynthesisRecord> records) {
    return union(records, record -> satisfying(condition, record)) + ".";
  }

  private static Stream<String> satisfying(Condition condition, SynthesisRecord record) {
    List<String> given =
        switch (condition) {
          case GENERATOR -> record.generators().keySet().stream().map(Findings::name).toList();
          case REVISION ->
              record.generators().entrySet().stream()
                  .map(one -> name(one.getKey()) + " " + one.getValue())
                  .toList();
          case SEED -> record.looseSeeds().isEmpty() ? urns(record.seeds()) : List.of();
          case PROMPTS -> record.prompts().stream().map(Findings::name).toList();
          case PARAMETERS ->
              record.parameters().entrySet().stream()
                  .map(one -> one.getKey() + " = " + one.getValue())
                  .toList();
          case AGENT -> List.copyOf(record.agents());
        };
    return given.isEmpty()
        ? record.notApplicable(condition).map(why -> "not applicable: " + why).stream()
        : given.stream();
  }

  /**
   * What is missing.
   *
   * @param lacking the records for which the condition does not hold, at least one
   * @param of how many records there are
   */
  static String missing(Condition condition, List<SynthesisRecord> lacking, int of) {
    String why = missing(condition, lacking.get(0)) + ".";
    return of == 1 ? why : lacking.size() + " of " + of + " records lack it. Of the latest: " + why;
  }

  private static String missing(Condition condition, SynthesisRecord record) {
    Optional<String> withheld =
        record.withheld(condition).map(why -> "It is withheld: " + Phrase.of(why));
    return switch (condition) {
      case GENERATOR ->
          withheld.orElseGet(
              () ->
                  record.incompleteGenerators().isEmpty()
                      ? "No generator is named"
                      : "Provider or model is missing of "
                          + Phrase.list(
                              record.incompleteGenerators().stream().map(Findings::name).toList()));
      case REVISION ->
          record.generators().isEmpty()
              ? "No generator is named that could have a revision"
              : "No revision is named of "
                  + Phrase.list(
                      record.generatorsWithoutRevision().stream().map(Findings::name).toList());
      case SEED ->
          record.seeds().isEmpty()
              ? withheld.orElse("No input has the role SEED")
              : "Neither version nor hash is named of " + Phrase.list(urns(record.looseSeeds()));
      case PROMPTS ->
          withheld.orElse(
              record.blankPrompts().isEmpty()
                  ? "No prompt is named"
                  : "No prompt has a template, a hash or an address that counts");
      case PARAMETERS -> withheld.orElseGet(() -> missingParameters(record));
      case AGENT -> "No person and no organization is named";
    };
  }

  private static String missingParameters(SynthesisRecord record) {
    if (record.notApplicable(Condition.PARAMETERS).isPresent()) {
      return "They are said not to apply, which counts for kind TEMPLATE or SIMULATION only";
    }
    return record.blankParameters().isEmpty()
        ? "No parameter is named"
        : "No value that counts is named of " + Phrase.list(record.blankParameters());
  }

  private static String name(GeneratorName generator) {
    return generator.provider() + " " + generator.model();
  }

  private static String name(Generator generator) {
    return Stream.of(generator.provider(), generator.model(), generator.revision())
        .filter(Placeholder::counts)
        .reduce((one, other) -> one + " " + other)
        .orElse("a generator without a name");
  }

  private static String name(Prompt prompt) {
    String role = prompt.role().isEmpty() ? "" : prompt.role() + ": ";
    return role
        + Stream.of(prompt.uri(), prompt.sha256(), prompt.template())
            .filter(Placeholder::counts)
            .findFirst()
            .orElse("");
  }

  private static List<String> urns(Collection<Asset> assets) {
    return assets.stream().map(Asset::urn).toList();
  }

  private static String union(
      List<SynthesisRecord> records, Function<SynthesisRecord, Stream<String>> items) {
    return Phrase.list(records.stream().flatMap(items).distinct().toList());
  }
}
