package dev.headwater.codec.avro;

import static dev.headwater.codec.avro.AvroValues.nullable;
import static dev.headwater.codec.avro.AvroValues.optional;
import static dev.headwater.codec.avro.AvroValues.symbol;
import static dev.headwater.codec.avro.AvroValues.value;

import dev.headwater.codec.Places;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Synthesis records. The schema has a field each for a value, for why it is withheld and for why
 * there is none; the model has one value that is one of the three.
 */
final class AvroSynthesis {
  private AvroSynthesis() {}

  static dev.headwater.avro.Synthesize toAvro(Synthesize synthesize) {
    Stated<List<Input>> seed = synthesize.seed().orElse(new Stated.Given<>(List.of()));
    return new dev.headwater.avro.Synthesize(
        synthesize
            .kind()
            .map(kind -> symbol(dev.headwater.avro.SynthesisKind.class, kind))
            .orElse(null),
        given(synthesize.generators(), List.<Generator>of()).stream()
            .map(
                generator ->
                    new dev.headwater.avro.Generator(
                        generator.provider(), generator.model(), generator.revision()))
            .toList(),
        withheld(synthesize.generators()),
        withheld(seed),
        notApplicable(seed),
        given(synthesize.prompts(), List.<Prompt>of()).stream()
            .map(
                prompt ->
                    new dev.headwater.avro.Prompt(
                        prompt.role(), prompt.template(), prompt.sha256(), prompt.uri()))
            .toList(),
        withheld(synthesize.prompts()),
        notApplicable(synthesize.prompts()),
        given(synthesize.parameters(), Map.<String, String>of()),
        withheld(synthesize.parameters()),
        notApplicable(synthesize.parameters()),
        nullable(synthesize.requested()),
        nullable(synthesize.kept()),
        synthesize.filters(),
        synthesize.terms(),
        synthesize.purpose());
  }

  static Synthesize toModel(dev.headwater.avro.Synthesize synthesize) {
    List<Generator> generators =
        Places.each(
            "generators",
            synthesize.getGenerators(),
            generator ->
                new Generator(
                    generator.getProvider(), generator.getModel(), generator.getRevision()));
    List<Prompt> prompts =
        Places.each(
            "prompts",
            synthesize.getPrompts(),
            prompt ->
                new Prompt(
                    prompt.getRole(), prompt.getTemplate(), prompt.getSha256(), prompt.getUri()));
    SortedMap<String, String> parameters = AvroValues.sorted(synthesize.getParameters());
    Stated<List<Input>> seed =
        stated(
            "seed",
            List.of(),
            true,
            synthesize.getSeedWithheld(),
            synthesize.getSeedNotApplicable());
    return new Synthesize(
        Optional.ofNullable(synthesize.getKind())
            .map(kind -> value(SynthesisKind.class, "kind", kind)),
        stated(
            "generators", generators, generators.isEmpty(), synthesize.getGeneratorsWithheld(), ""),
        seed instanceof Stated.Given ? Optional.empty() : Optional.of(seed),
        stated(
            "prompts",
            prompts,
            prompts.isEmpty(),
            synthesize.getPromptsWithheld(),
            synthesize.getPromptsNotApplicable()),
        stated(
            "parameters",
            parameters,
            parameters.isEmpty(),
            synthesize.getParametersWithheld(),
            synthesize.getParametersNotApplicable()),
        optional(synthesize.getRequested()),
        optional(synthesize.getKept()),
        synthesize.getFilters(),
        synthesize.getTerms(),
        synthesize.getPurpose());
  }

  private static <T> T given(Stated<? extends T> stated, T none) {
    return stated instanceof Stated.Given<? extends T> given ? given.value() : none;
  }

  private static String withheld(Stated<?> stated) {
    return stated instanceof Stated.Withheld<?> withheld ? withheld.reason() : "";
  }

  private static String notApplicable(Stated<?> stated) {
    return stated instanceof Stated.NotApplicable<?> none ? none.reason() : "";
  }

  private static <T> Stated<T> stated(
      String place, T given, boolean empty, String withheld, String notApplicable) {
    int said = (empty ? 0 : 1) + (withheld.isEmpty() ? 0 : 1) + (notApplicable.isEmpty() ? 0 : 1);
    if (said > 1) {
      throw new InvalidException(
          place, "must be one of a value, withheld and notApplicable, and is more than one");
    }
    return Places.in(
        place,
        () -> {
          if (!withheld.isEmpty()) {
            return new Stated.Withheld<>(withheld);
          }
          return notApplicable.isEmpty()
              ? new Stated.Given<>(given)
              : new Stated.NotApplicable<>(notApplicable);
        });
  }
}
