package dev.headwater.remedy;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Annotators;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A synthesis record of an asset, completed by documents. For each item, the latest value that
 * counts wins, and a value that does not count never replaces one that does.
 *
 * <p>The engine decides in the same way, but keeps only whether there is a value. A test holds the
 * two together.
 */
final class SynthesisRecord {
  /** Identifies a generator, apart from its revision. */
  record GeneratorName(String provider, String model) {}

  private final Optional<LineageEvent> event;
  private Optional<SynthesisKind> kind = Optional.empty();

  /** The revision by generator; an empty text if none counts. */
  private final Map<GeneratorName, String> generators = new LinkedHashMap<>();

  private final Set<Generator> incompleteGenerators = new LinkedHashSet<>();

  /** Whether a version or a hash identifies the content, by seed. */
  private final SortedMap<Asset, Boolean> seeds = new TreeMap<>();

  private final Set<Prompt> prompts = new LinkedHashSet<>();
  private final Set<Prompt> blankPrompts = new LinkedHashSet<>();
  private final SortedMap<String, String> parameters = new TreeMap<>();
  private final Set<String> blankParameters = new TreeSet<>();
  private final Set<String> agents = new LinkedHashSet<>();
  private final Map<Condition, String> withheld = new TreeMap<>();
  private final Map<Condition, String> notApplicable = new TreeMap<>();

  private SynthesisRecord(Optional<LineageEvent> event) {
    this.event = event;
  }

  /**
   * The record of one event.
   *
   * @param event the event; empty for an asset that a document reclassified and no event made as
   *     synthetic data
   * @param documents the documents about the asset; those that amend another record do not count
   */
  static SynthesisRecord of(Optional<LineageEvent> event, List<LineageEvent> documents) {
    SynthesisRecord record = new SynthesisRecord(event);
    Stream.concat(event.stream(), documents.stream().filter(document -> completes(document, event)))
        .sorted(Comparator.comparing(LineageEvent::stamp))
        .forEach(record::add);
    return record;
  }

  private static boolean completes(LineageEvent document, Optional<LineageEvent> event) {
    return document
        .document()
        .flatMap(Document::amends)
        .map(id -> event.filter(record -> record.eventId().equals(id)).isPresent())
        .orElse(true);
  }

  private void add(LineageEvent said) {
    said.inputs().forEach(this::add);
    Annotators annotators = Annotators.of(said.agents());
    said.agents().stream()
        .filter(SynthesisRecord::answers)
        .map(agent -> annotators.withholds(agent) ? Annotators.FEW : agent.id())
        .forEach(agents::add);
    said.document().flatMap(Document::synthesize).or(said::synthesize).ifPresent(this::add);
  }

  private static boolean answers(Agent agent) {
    return agent.type() != AgentType.SOFTWARE && Placeholder.counts(agent.id());
  }

  private void add(Input input) {
    Asset asset = input.asset();
    switch (input.role()) {
      case GENERATOR, TRANSLATOR -> {
        if (asset.kind() == AssetKind.MODEL) {
          add(new Generator(asset.namespace(), asset.name(), asset.version().orElse("")));
        }
      }
      case SEED ->
          seeds.merge(
              asset,
              asset.version().filter(Placeholder::counts).isPresent()
                  || Placeholder.counts(input.sha256()),
              Boolean::logicalOr);
      case SOURCE, BASE_MODEL, TEACHER, FILTER_MODEL, ANNOTATOR_MODEL, REFERENCE -> {}
    }
  }

  private void add(Generator generator) {
    if (!Placeholder.counts(generator.provider()) || !Placeholder.counts(generator.model())) {
      incompleteGenerators.add(generator);
      return;
    }
    GeneratorName name = new GeneratorName(generator.provider(), generator.model());
    if (Placeholder.counts(generator.revision())) {
      generators.put(name, generator.revision());
    } else {
      generators.putIfAbsent(name, "");
    }
  }

  private void add(Synthesize payload) {
    kind = payload.kind().filter(stated -> Placeholder.counts(stated.name())).or(() -> kind);
    add(Condition.GENERATOR, payload.generators()).forEach(this::add);
    payload.seed().ifPresent(seed -> add(Condition.SEED, seed));
    add(Condition.PROMPTS, payload.prompts())
        .forEach(prompt -> (counts(prompt) ? prompts : blankPrompts).add(prompt));
    if (payload.parameters() instanceof Stated.Given<SortedMap<String, String>> given) {
      given.value().forEach(this::parameter);
    } else {
      reason(Condition.PARAMETERS, payload.parameters());
    }
  }

  private <T> List<T> add(Condition condition, Stated<List<T>> stated) {
    if (stated instanceof Stated.Given<List<T>> given) {
      return given.value();
    }
    reason(condition, stated);
    return List.of();
  }

  private void reason(Condition condition, Stated<?> stated) {
    if (stated instanceof Stated.Withheld<?> reason) {
      withheld.put(condition, reason.reason());
    } else if (stated instanceof Stated.NotApplicable<?> reason) {
      notApplicable.put(condition, reason.reason());
    }
  }

  private static boolean counts(Prompt prompt) {
    return Placeholder.counts(prompt.template())
        || Placeholder.counts(prompt.sha256())
        || Placeholder.counts(prompt.uri());
  }

  private void parameter(String name, String value) {
    if (Placeholder.counts(value)) {
      parameters.put(name, value);
    } else {
      blankParameters.add(name);
    }
  }

  boolean holds(Condition condition) {
    return switch (condition) {
      case GENERATOR -> !generators.isEmpty();
      case REVISION -> !generators.isEmpty() && !generators.containsValue("");
      case SEED ->
          notApplicable.containsKey(condition) || !seeds.isEmpty() && !seeds.containsValue(false);
      case PROMPTS -> notApplicable.containsKey(condition) || !prompts.isEmpty();
      case PARAMETERS ->
          !parameters.isEmpty() || notApplicable.containsKey(condition) && hasNoParameters();
      case AGENT -> !agents.isEmpty();
    };
  }

  /** What has to be added so that the conditions hold. Equal for records that lack the same. */
  List<Object> gaps(List<Condition> conditions) {
    return List.of(
        conditions.stream().filter(condition -> !holds(condition)).toList(),
        Set.copyOf(generatorsWithoutRevision()),
        Set.copyOf(looseSeeds()));
  }

  private boolean hasNoParameters() {
    return kind.filter(k -> k == SynthesisKind.TEMPLATE || k == SynthesisKind.SIMULATION)
        .isPresent();
  }

  Optional<LineageEvent> event() {
    return event;
  }

  Map<GeneratorName, String> generators() {
    return generators;
  }

  /** Generators of which the provider or the model does not count. */
  Set<Generator> incompleteGenerators() {
    return incompleteGenerators;
  }

  List<GeneratorName> generatorsWithoutRevision() {
    return keys(generators, "");
  }

  Set<Asset> seeds() {
    return seeds.keySet();
  }

  /** Seeds that have neither a version nor a hash that counts. */
  List<Asset> looseSeeds() {
    return keys(seeds, false);
  }

  private static <K, V> List<K> keys(Map<K, V> map, V value) {
    return map.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .toList();
  }

  Set<Prompt> prompts() {
    return prompts;
  }

  /** Prompts that have neither a template, a hash nor an address that counts. */
  Set<Prompt> blankPrompts() {
    return blankPrompts;
  }

  SortedMap<String, String> parameters() {
    return parameters;
  }

  /** Names of parameters of which an event states a value that does not count. */
  Set<String> blankParameters() {
    return blankParameters;
  }

  Set<String> agents() {
    return agents;
  }

  /** Why the part that the condition is about is withheld, if an event says so. */
  Optional<String> withheld(Condition condition) {
    return Optional.ofNullable(withheld.get(condition));
  }

  /** Why there can be no such part, if an event says so. */
  Optional<String> notApplicable(Condition condition) {
    return Optional.ofNullable(notApplicable.get(condition));
  }
}
