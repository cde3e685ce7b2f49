package dev.headwater.export.standard.facts;

import dev.headwater.model.Agent;
import dev.headwater.model.Document;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is stated about one event that makes an asset synthetic: by the event, and by the DOCUMENT
 * events that complete it. Placeholders such as "unknown" are not among the values.
 *
 * @param event the event
 * @param completions the documents that complete it, the earliest first
 */
public record SynthesisRecord(LineageEvent event, List<LineageEvent> completions) {
  private static final Stated<?> NO_SEED = new Stated.Given<>(List.of());

  /** One record for each synthesis of the asset, the latest first. */
  public static List<SynthesisRecord> of(ExportFacts facts) {
    return facts.syntheses().items().stream()
        .map(event -> of(event, facts.documents().items()))
        .toList();
  }

  private static SynthesisRecord of(LineageEvent event, List<LineageEvent> documents) {
    List<LineageEvent> completions = new ArrayList<>();
    for (LineageEvent document : documents) {
      Document payload = document.document().orElseThrow();
      if (payload.amends().map(event.eventId()::equals).orElse(true)) {
        completions.add(0, document);
      }
    }
    return new SynthesisRecord(event, List.copyOf(completions));
  }

  /** The event, and after it its completions. */
  private Stream<LineageEvent> statements() {
    return Stream.concat(Stream.of(event), completions.stream());
  }

  private Stream<Synthesize> payloads() {
    return statements()
        .map(
            one ->
                one.document().isPresent()
                    ? one.document().flatMap(Document::synthesize)
                    : one.synthesize())
        .flatMap(Optional::stream);
  }

  /** The generators that have a model, those of GENERATOR and TRANSLATOR inputs included. */
  public List<Generator> generators() {
    Set<Generator> generators = new LinkedHashSet<>();
    for (Input input : inputs(Role.GENERATOR, Role.TRANSLATOR)) {
      generators.add(
          new Generator(
              input.asset().namespace(), input.asset().name(), input.asset().version().orElse("")));
    }
    for (List<Generator> given : given(Synthesize::generators)) {
      for (Generator generator : given) {
        if (Placeholder.counts(generator.model())) {
          generators.add(generator);
        }
      }
    }
    return List.copyOf(generators);
  }

  /** The prompts that have a text, a hash or a URI. */
  public List<Prompt> prompts() {
    Set<Prompt> prompts = new LinkedHashSet<>();
    for (List<Prompt> given : given(Synthesize::prompts)) {
      for (Prompt prompt : given) {
        if (Stream.of(prompt.template(), prompt.sha256(), prompt.uri())
            .anyMatch(Placeholder::counts)) {
          prompts.add(prompt);
        }
      }
    }
    return List.copyOf(prompts);
  }

  /** The parameters by name; of several values, the latest. */
  public SortedMap<String, String> parameters() {
    SortedMap<String, String> parameters = new TreeMap<>();
    for (SortedMap<String, String> given : given(Synthesize::parameters)) {
      given.forEach(
          (name, value) -> {
            if (Placeholder.counts(value)) {
              parameters.put(name, value);
            }
          });
    }
    return parameters;
  }

  /** The inputs that have one of these roles, those that documents add included. */
  public List<Input> inputs(Role... roles) {
    List<Role> wanted = List.of(roles);
    return statements()
        .flatMap(one -> one.inputs().stream())
        .filter(input -> wanted.contains(input.role()))
        .toList();
  }

  /** The agents of the event and of its completions. */
  public List<Agent> agents() {
    return statements().flatMap(one -> one.agents().stream()).distinct().toList();
  }

  /** What the synthesis is for; "" if nobody says so. */
  public String purpose() {
    return payloads().map(Synthesize::purpose).filter(Placeholder::counts).reduce("", (a, b) -> b);
  }

  /** The terms of use of the generators; "" if nobody states them. */
  public String terms() {
    return payloads().map(Synthesize::terms).filter(Placeholder::counts).reduce("", (a, b) -> b);
  }

  /** The kind of synthesis; empty if nobody states it. */
  public Optional<String> kind() {
    return payloads().flatMap(one -> one.kind().stream()).reduce((a, b) -> b).map(Enum::name);
  }

  /** Why a value is withheld; "" if it is not. */
  public String withheld(Function<Synthesize, ? extends Stated<?>> field) {
    return reason(field, stated -> stated instanceof Stated.Withheld<?> one ? one.reason() : "");
  }

  /** Why a value cannot exist; "" if nobody says that. */
  public String notApplicable(Function<Synthesize, ? extends Stated<?>> field) {
    return reason(
        field, stated -> stated instanceof Stated.NotApplicable<?> one ? one.reason() : "");
  }

  /** What is stated of the seed instead of SEED inputs. */
  public static Stated<?> seed(Synthesize payload) {
    return payload.seed().<Stated<?>>map(stated -> stated).orElse(NO_SEED);
  }

  private String reason(
      Function<Synthesize, ? extends Stated<?>> field, Function<Stated<?>, String> reason) {
    return payloads()
        .map(payload -> reason.apply(field.apply(payload)))
        .filter(text -> !text.isEmpty())
        .reduce("", (a, b) -> b);
  }

  private <T> List<T> given(Function<Synthesize, Stated<T>> field) {
    List<T> given = new ArrayList<>();
    payloads()
        .map(field)
        .forEach(
            stated -> {
              if (stated instanceof Stated.Given<T> value) {
                given.add(value.value());
              }
            });
    return given;
  }
}
