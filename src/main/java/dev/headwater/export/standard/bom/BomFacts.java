package dev.headwater.export.standard.bom;

import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.Document;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Production;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts of one asset, arranged for a bill of materials. */
final class BomFacts {
  private final ExportFacts facts;
  private final Statements statements;
  private final List<LineageEvent> makers;
  private final Map<UUID, SynthesisRecord> records = new HashMap<>();
  private final Map<Asset, Optional<Ancestor>> others = new LinkedHashMap<>();
  private final Map<Generator, Asset> models = new HashMap<>();

  BomFacts(ExportFacts facts) {
    this.facts = facts;
    statements = new Statements(facts);
    makers = List.copyOf(once(statements.makers()));
    SynthesisRecord.of(facts).forEach(one -> records.put(one.event().eventId(), one));
    facts.ancestors().forEach(one -> others.putIfAbsent(one.asset(), Optional.of(one)));
    for (Link link : facts.links()) {
      others.putIfAbsent(link.from(), Optional.empty());
      others.putIfAbsent(link.to(), Optional.empty());
    }
    Stream.concat(makers.stream(), documents().stream())
        .flatMap(event -> event.inputs().stream())
        .forEach(input -> others.putIfAbsent(input.asset(), Optional.empty()));
    others.remove(facts.asset());
    for (Asset asset : others.keySet()) {
      if (asset.kind() == AssetKind.MODEL) {
        models.put(
            new Generator(asset.namespace(), asset.name(), asset.version().orElse("")), asset);
      }
    }
  }

  private static Collection<LineageEvent> once(List<LineageEvent> events) {
    Map<UUID, LineageEvent> once = new LinkedHashMap<>();
    events.forEach(event -> once.putIfAbsent(event.eventId(), event));
    return once.values();
  }

  ExportFacts facts() {
    return facts;
  }

  Statements statements() {
    return statements;
  }

  /** The events that make the asset, the latest first, each once. */
  List<LineageEvent> makers() {
    return makers;
  }

  /** The DOCUMENT events about the asset, the latest first. */
  List<LineageEvent> documents() {
    return List.copyOf(once(facts.documents().items()));
  }

  /** What is stated about a synthesis; empty if the event is none. */
  Optional<SynthesisRecord> record(LineageEvent event) {
    SynthesisRecord record = records.get(event.eventId());
    return record == null && event.synthesize().isPresent()
        ? Optional.of(new SynthesisRecord(event, List.of()))
        : Optional.ofNullable(record);
  }

  /** The generators of an event; none if it is no synthesis. */
  List<Generator> generators(LineageEvent event) {
    return record(event).map(SynthesisRecord::generators).orElse(List.of());
  }

  /** Whether a payload names the generator, and not only an input. */
  boolean states(LineageEvent event, Generator generator) {
    return record(event).stream()
        .flatMap(record -> Stream.concat(Stream.of(record.event()), record.completions().stream()))
        .flatMap(
            one ->
                one.document().isPresent()
                    ? one.document().flatMap(Document::synthesize).stream()
                    : one.synthesize().stream())
        .map(Synthesize::generators)
        .anyMatch(
            stated ->
                stated instanceof Stated.Given<List<Generator>> given
                    && given.value().contains(generator));
  }

  /** The parameters of a synthesis, and the hyperparameters of a training. */
  SortedMap<String, String> parameters(LineageEvent event) {
    TreeMap<String, String> parameters = new TreeMap<>();
    event.train().map(Train::hyperparameters).ifPresent(parameters::putAll);
    record(event).map(SynthesisRecord::parameters).ifPresent(parameters::putAll);
    parameters.values().removeIf(value -> !Placeholder.counts(value));
    return parameters;
  }

  /** All assets but the one that the facts are about. Those that are only named have no value. */
  Map<Asset, Optional<Ancestor>> others() {
    return others;
  }

  /** The asset that is this generator; empty if no event names it as an asset. */
  Optional<Asset> assetOf(Generator generator) {
    return Optional.ofNullable(models.get(generator));
  }

  /** The agents of the events that make the asset, each once. Placeholders are no agents. */
  List<Agent> agents() {
    return Stream.concat(makers.stream(), documents().stream())
        .flatMap(event -> event.agents().stream())
        .filter(agent -> Placeholder.counts(agent.id()))
        .distinct()
        .toList();
  }

  /** The time of the latest event that the facts hold; empty if they hold none. */
  Optional<Instant> latest() {
    return Stream.of(
            makers.stream().map(LineageEvent::eventTime),
            documents().stream().map(LineageEvent::eventTime),
            facts.summary().producedBy().stream().map(Production::eventTime))
        .flatMap(times -> times)
        .max(Instant::compareTo);
  }

  /**
   * Whether the inputs of an event are all its inputs. An event that says so is not believed if a
   * DOCUMENT adds inputs, or if DOCUMENT events may exist that were not read.
   */
  Completeness completeness(LineageEvent event) {
    if (event.inputsComplete() != Completeness.COMPLETE) {
      return event.inputsComplete();
    }
    Set<Asset> named = event.inputs().stream().map(Input::asset).collect(Collectors.toSet());
    boolean isAmended =
        documents().stream()
            .filter(
                one ->
                    one.document().orElseThrow().amends().map(event.eventId()::equals).orElse(true))
            .flatMap(one -> one.inputs().stream())
            .anyMatch(input -> !named.contains(input.asset()));
    return isAmended || isCut(facts.documents())
        ? Completeness.NO_ASSERTION
        : Completeness.COMPLETE;
  }

  /** Whether all inputs of the asset are known: the worst of the events that make it. */
  Completeness completeness() {
    Set<Completeness> all = makers.stream().map(this::completeness).collect(Collectors.toSet());
    all.add(facts.summary().inputsComplete());
    if (all.contains(Completeness.INCOMPLETE)) {
      return Completeness.INCOMPLETE;
    }
    boolean isWhole =
        !makers.isEmpty()
            && facts.leftOut().isEmpty()
            && Stream.of(facts.syntheses(), facts.trainings(), facts.others())
                .noneMatch(BomFacts::isCut);
    return isWhole && !all.contains(Completeness.NO_ASSERTION)
        ? Completeness.COMPLETE
        : Completeness.NO_ASSERTION;
  }

  /** Whether there are, or may be, more items than the list has. */
  static boolean isCut(Bounded<?> list) {
    return !list.exact() || list.total() > list.items().size();
  }

  /** The inputs of an event that have one of these roles, each asset once. */
  static List<Asset> inputs(LineageEvent event, boolean inferred, Set<Role> roles) {
    return event.inputs().stream()
        .filter(input -> input.inferred() == inferred && roles.contains(input.role()))
        .map(Input::asset)
        .distinct()
        .toList();
  }
}
