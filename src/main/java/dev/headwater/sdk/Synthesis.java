package dev.headwater.sdk;

import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How synthetic data was generated. Every part is optional; an alert names the parts that are
 * missing. Seeds are not part of this: they are inputs with the role SEED. Not safe for use by
 * several threads.
 *
 * <p>A part that cannot be stated is {@code withheld} with the reason, and does not count as
 * documented. A part that does not exist is {@code notApplicable}, and counts as documented. Either
 * replaces what was listed for that part.
 */
public final class Synthesis {

  private final Optional<SynthesisKind> kind;
  private final List<Generator> generators = new ArrayList<>();
  private final List<Prompt> prompts = new ArrayList<>();
  private final SortedMap<String, String> parameters = new TreeMap<>();
  private final List<String> filters = new ArrayList<>();
  private Optional<Stated<List<Generator>>> generatorsInstead = Optional.empty();
  private Optional<Stated<List<Prompt>>> promptsInstead = Optional.empty();
  private Optional<Stated<SortedMap<String, String>>> parametersInstead = Optional.empty();
  private Optional<Stated<List<Input>>> seed = Optional.empty();
  private OptionalLong requested = OptionalLong.empty();
  private OptionalLong kept = OptionalLong.empty();
  private String terms = "";
  private String purpose = "";

  private Synthesis(Optional<SynthesisKind> kind) {
    this.kind = kind;
  }

  public static Synthesis of(SynthesisKind kind) {
    return new Synthesis(Optional.of(kind));
  }

  /** For a kind that is on record already, or not known. */
  public static Synthesis ofUnstatedKind() {
    return new Synthesis(Optional.empty());
  }

  /**
   * A generating model or program that is not an asset. One that is an asset is an input instead.
   */
  public Synthesis generator(String provider, String model, String revision) {
    generators.add(new Generator(provider, model, revision));
    return this;
  }

  public Synthesis generatorsWithheld(String reason) {
    generatorsInstead = Optional.of(new Stated.Withheld<>(reason));
    return this;
  }

  /** A prompt or template in full text. */
  public Synthesis prompt(String role, String template) {
    prompts.add(new Prompt(role, template, "", ""));
    return this;
  }

  /** A prompt value, such as {@link Prompt#hashed(String)}. */
  public Synthesis prompt(Prompt prompt) {
    prompts.add(Objects.requireNonNull(prompt, "prompt"));
    return this;
  }

  /**
   * A prompt that is kept elsewhere, or of which only the hash is known. Leave the unknown one
   * blank.
   */
  public Synthesis promptAt(String role, String uri, String sha256) {
    prompts.add(new Prompt(role, "", sha256, uri));
    return this;
  }

  public Synthesis promptsWithheld(String reason) {
    promptsInstead = Optional.of(new Stated.Withheld<>(reason));
    return this;
  }

  public Synthesis promptsNotApplicable(String reason) {
    promptsInstead = Optional.of(new Stated.NotApplicable<>(reason));
    return this;
  }

  /** A parameter such as the temperature, or the seed of the random numbers. */
  public Synthesis parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  public Synthesis parametersWithheld(String reason) {
    parametersInstead = Optional.of(new Stated.Withheld<>(reason));
    return this;
  }

  /** Counts as documented for kinds TEMPLATE and SIMULATION only. */
  public Synthesis parametersNotApplicable(String reason) {
    parametersInstead = Optional.of(new Stated.NotApplicable<>(reason));
    return this;
  }

  public Synthesis seedWithheld(String reason) {
    seed = Optional.of(new Stated.Withheld<>(reason));
    return this;
  }

  public Synthesis seedNotApplicable(String reason) {
    seed = Optional.of(new Stated.NotApplicable<>(reason));
    return this;
  }

  /** How many records were requested, and how many of them were kept. */
  public Synthesis counts(long recordsRequested, long recordsKept) {
    requested = OptionalLong.of(recordsRequested);
    kept = OptionalLong.of(recordsKept);
    return this;
  }

  /** A filter that was applied to the generated data. */
  public Synthesis filter(String text) {
    filters.add(text);
    return this;
  }

  /** The generator's terms of use. */
  public Synthesis terms(String text) {
    terms = text;
    return this;
  }

  public Synthesis purpose(String text) {
    purpose = text;
    return this;
  }

  Synthesize build() {
    return new Synthesize(
        kind,
        generatorsInstead.orElseGet(() -> new Stated.Given<>(generators)),
        seed,
        promptsInstead.orElseGet(() -> new Stated.Given<>(prompts)),
        parametersInstead.orElseGet(() -> new Stated.Given<>(parameters)),
        requested,
        kept,
        filters,
        terms,
        purpose);
  }
}
