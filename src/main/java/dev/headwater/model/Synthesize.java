package dev.headwater.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * How synthetic data was made: a synthesis record. All fields are optional. The documentation
 * verdict depends on which are missing.
 *
 * @param generators given or withheld, never not applicable, because every synthesis has a
 *     generator
 * @param seed only withheld or not applicable, because the seeds themselves are inputs of the event
 *     with the role SEED
 * @param parameters texts by name. The names {@code withheld} and {@code notApplicable} are
 *     reserved: in JSON they apply to all parameters together
 * @param requested the number of records that were requested
 * @param kept the number of these records that were kept
 */
public record Synthesize(
    Optional<SynthesisKind> kind,
    Stated<List<Generator>> generators,
    Optional<Stated<List<Input>>> seed,
    Stated<List<Prompt>> prompts,
    Stated<SortedMap<String, String>> parameters,
    OptionalLong requested,
    OptionalLong kept,
    List<String> filters,
    String terms,
    String purpose) {

  /** A record with all fields absent. */
  public static final Synthesize EMPTY =
      new Synthesize(
          Optional.empty(),
          new Stated.Given<>(List.of()),
          Optional.empty(),
          new Stated.Given<>(List.of()),
          new Stated.Given<>(Collections.emptySortedMap()),
          OptionalLong.empty(),
          OptionalLong.empty(),
          List.of(),
          "",
          "");

  public Synthesize {
    Check.present("kind", kind);
    if (Check.present("generators", generators) instanceof Stated.NotApplicable) {
      throw new InvalidException(
          "generators", "can be withheld, but not notApplicable: something made the data");
    }
    if (generators instanceof Stated.Given<List<Generator>> given) {
      generators = new Stated.Given<>(Check.list("generators", given.value(), Limits.LIST_ITEMS));
    }
    if (Check.present("seed", seed).isPresent() && seed.get() instanceof Stated.Given) {
      throw new InvalidException(
          "seed", "can only be withheld or notApplicable; seeds proper are inputs of role SEED");
    }
    if (Check.present("prompts", prompts) instanceof Stated.Given<List<Prompt>> given) {
      prompts = new Stated.Given<>(Check.list("prompts", given.value(), Limits.ENTRIES));
    }
    if (Check.present("parameters", parameters)
        instanceof Stated.Given<SortedMap<String, String>> given) {
      parameters = new Stated.Given<>(parameters(given.value()));
    }
    Check.count("requested", requested);
    Check.count("kept", kept);
    filters = Check.texts("filters", filters, Limits.ENTRIES);
    terms = Check.text("terms", terms);
    purpose = Check.text("purpose", purpose);
  }

  private static SortedMap<String, String> parameters(SortedMap<String, String> given) {
    SortedMap<String, String> checked = Check.textMap("parameters", given);
    for (String reserved : List.of("withheld", "notApplicable")) {
      if (checked.containsKey(reserved)) {
        throw new InvalidException(
            "parameters[\"" + reserved + "\"]",
            "is no parameter's name, it stands for all of them and alone");
      }
    }
    return checked;
  }
}
