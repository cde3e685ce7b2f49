package dev.headwater.codec.avro;

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
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Encodes and decodes synthesis records, field by field in the order of the schema. The schema has
 * three fields for each part: the value, why it is withheld, and why there is none. The model has
 * one value that is one of the three.
 */
final class AvroSynthesis {
  private static final Symbols<SynthesisKind> KINDS = AvroSchemas.symbols(SynthesisKind.class);

  private AvroSynthesis() {}

  static void write(AvroOutput out, Synthesize synthesize) {
    Stated<List<Input>> seed = synthesize.seed().orElse(new Stated.Given<>(List.of()));
    out.optional(synthesize.kind(), (to, kind) -> to.symbol(KINDS, kind))
        .list(given(synthesize.generators(), List.<Generator>of()), AvroSynthesis::write)
        .text(withheld(synthesize.generators()))
        .text(withheld(seed))
        .text(notApplicable(seed))
        .list(given(synthesize.prompts(), List.<Prompt>of()), AvroSynthesis::write)
        .text(withheld(synthesize.prompts()))
        .text(notApplicable(synthesize.prompts()))
        .map(given(synthesize.parameters(), Map.<String, String>of()), AvroOutput::text)
        .text(withheld(synthesize.parameters()))
        .text(notApplicable(synthesize.parameters()))
        .optional(synthesize.requested())
        .optional(synthesize.kept())
        .texts(synthesize.filters())
        .text(synthesize.terms())
        .text(synthesize.purpose());
  }

  static Synthesize synthesize(AvroInput in) {
    Optional<SynthesisKind> kind = in.optional("", from -> from.symbol("kind", KINDS));
    List<Generator> generators = in.list("generators", AvroSynthesis::generator);
    String generatorsWithheld = in.text();
    Stated<List<Input>> seed = stated("seed", List.of(), true, in.text(), in.text());
    List<Prompt> prompts = in.list("prompts", AvroSynthesis::prompt);
    String promptsWithheld = in.text();
    String promptsNotApplicable = in.text();
    SortedMap<String, String> parameters = in.map(AvroInput::text);
    String parametersWithheld = in.text();
    String parametersNotApplicable = in.text();
    OptionalLong requested = in.optionalNumber();
    OptionalLong kept = in.optionalNumber();
    return new Synthesize(
        kind,
        stated("generators", generators, generators.isEmpty(), generatorsWithheld, ""),
        seed instanceof Stated.Given ? Optional.empty() : Optional.of(seed),
        stated("prompts", prompts, prompts.isEmpty(), promptsWithheld, promptsNotApplicable),
        stated(
            "parameters",
            parameters,
            parameters.isEmpty(),
            parametersWithheld,
            parametersNotApplicable),
        requested,
        kept,
        in.texts(),
        in.text(),
        in.text());
  }

  private static void write(AvroOutput out, Generator generator) {
    out.text(generator.provider()).text(generator.model()).text(generator.revision());
  }

  private static Generator generator(AvroInput in) {
    return new Generator(in.text(), in.text(), in.text());
  }

  private static void write(AvroOutput out, Prompt prompt) {
    out.text(prompt.role()).text(prompt.template()).text(prompt.sha256()).text(prompt.uri());
  }

  private static Prompt prompt(AvroInput in) {
    return new Prompt(in.text(), in.text(), in.text(), in.text());
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
