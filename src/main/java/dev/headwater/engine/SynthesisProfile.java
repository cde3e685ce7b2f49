package dev.headwater.engine;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an event says about a synthesis, reduced to what decides the conditions C1 to C6 of
 * documented synthetic data. The runs of one pipeline usually share one profile, so the number of
 * profiles does not grow with the number of runs.
 *
 * <p>Profiles are joined item by item: generators by provider and model, seeds by asset, and
 * prompts and parameters as a whole. For each item, only one thing matters: whether it has a value
 * that counts. A value that does not count (blank, a placeholder, withheld) never replaces one that
 * does. So the order of joining does not matter, except for the kind, where the latest one wins:
 * see {@link #join}.
 *
 * @param kind the kind of synthesis, if it counts
 * @param seedNotApplicable whether the event says that there can be no seed
 * @param pinned whether there is a seed with a version that counts
 * @param seeds the other seeds, each with whether a checksum pins it
 * @param generators the generators with provider and model, each with whether it has a revision
 * @param prompts whether a prompt counts, or the event says that there can be none
 * @param parameters whether a parameter counts
 * @param parametersNotApplicable whether the event says that there can be no parameters
 * @param answered whether the event names a person or an organization as an agent, with an id that
 *     counts
 */
public record SynthesisProfile(
    Optional<SynthesisKind> kind,
    boolean seedNotApplicable,
    boolean pinned,
    SortedMap<Asset, Boolean> seeds,
    SortedMap<GeneratorName, Boolean> generators,
    boolean prompts,
    boolean parameters,
    boolean parametersNotApplicable,
    boolean answered) {

  /** The profile of an event that says nothing. */
  static final SynthesisProfile NOTHING =
      new SynthesisProfile(
          Optional.empty(),
          false,
          false,
          new TreeMap<>(),
          new TreeMap<>(),
          false,
          false,
          false,
          false);

  /** Identifies a generator, apart from its revision. */
  public record GeneratorName(String provider, String model) implements Comparable<GeneratorName> {
    @Override
    public int compareTo(GeneratorName other) {
      int byProvider = provider.compareTo(other.provider);
      return byProvider != 0 ? byProvider : model.compareTo(other.model);
    }
  }

  /** The profile of a synthesis event, or of a document about one. */
  static SynthesisProfile of(LineageEvent event) {
    Optional<Synthesize> payload =
        event.document().flatMap(Document::synthesize).or(event::synthesize);
    SortedMap<Asset, Boolean> seeds = new TreeMap<>();
    SortedMap<GeneratorName, Boolean> generators = new TreeMap<>();
    boolean pinned = false;
    for (Input input : event.inputs()) {
      switch (input.role()) {
        case GENERATOR, TRANSLATOR -> generator(input.asset()).ifPresent(g -> add(generators, g));
        case SEED -> {
          if (input.asset().version().filter(Placeholder::counts).isPresent()) {
            pinned = true;
          } else {
            seeds.merge(input.asset(), Placeholder.counts(input.sha256()), Boolean::logicalOr);
          }
        }
        case SOURCE, BASE_MODEL, TEACHER, FILTER_MODEL, ANNOTATOR_MODEL, REFERENCE -> {}
      }
    }
    if (payload.map(Synthesize::generators).orElse(null)
        instanceof Stated.Given<List<Generator>> given) {
      given.value().forEach(generator -> add(generators, generator));
    }
    return new SynthesisProfile(
        payload.flatMap(Synthesize::kind).filter(stated -> Placeholder.counts(stated.name())),
        payload
            .flatMap(Synthesize::seed)
            .filter(Stated.NotApplicable.class::isInstance)
            .isPresent(),
        pinned,
        seeds,
        generators,
        payload.filter(SynthesisProfile::hasPrompts).isPresent(),
        payload.filter(SynthesisProfile::hasParameters).isPresent(),
        payload.filter(p -> p.parameters() instanceof Stated.NotApplicable).isPresent(),
        event.agents().stream().anyMatch(SynthesisProfile::answers));
  }

  private static Optional<Generator> generator(Asset asset) {
    return asset.kind() == AssetKind.MODEL
        ? Optional.of(new Generator(asset.namespace(), asset.name(), asset.version().orElse("")))
        : Optional.empty();
  }

  private static void add(Map<GeneratorName, Boolean> generators, Generator generator) {
    if (Placeholder.counts(generator.provider()) && Placeholder.counts(generator.model())) {
      generators.merge(
          new GeneratorName(generator.provider(), generator.model()),
          Placeholder.counts(generator.revision()),
          Boolean::logicalOr);
    }
  }

  private static boolean hasPrompts(Synthesize payload) {
    return payload.prompts() instanceof Stated.NotApplicable
        || payload.prompts() instanceof Stated.Given<List<Prompt>> given
            && given.value().stream().anyMatch(SynthesisProfile::counts);
  }

  private static boolean hasParameters(Synthesize payload) {
    return payload.parameters() instanceof Stated.Given<SortedMap<String, String>> given
        && given.value().values().stream().anyMatch(Placeholder::counts);
  }

  private static boolean answers(Agent agent) {
    return agent.type() != AgentType.SOFTWARE && Placeholder.counts(agent.id());
  }

  private static boolean counts(Prompt prompt) {
    return Placeholder.counts(prompt.template())
        || Placeholder.counts(prompt.sha256())
        || Placeholder.counts(prompt.uri());
  }

  /** Joins both profiles, with the kind of {@code later} if it has one. */
  SynthesisProfile join(SynthesisProfile later) {
    return new SynthesisProfile(
        later.kind.or(() -> kind),
        seedNotApplicable || later.seedNotApplicable,
        pinned || later.pinned,
        union(seeds, later.seeds),
        union(generators, later.generators),
        prompts || later.prompts,
        parameters || later.parameters,
        parametersNotApplicable || later.parametersNotApplicable,
        answered || later.answered);
  }

  private static <K> SortedMap<K, Boolean> union(
      SortedMap<K, Boolean> one, SortedMap<K, Boolean> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    SortedMap<K, Boolean> union = new TreeMap<>(one);
    other.forEach((key, counts) -> union.merge(key, counts, Boolean::logicalOr));
    return union;
  }

  /**
   * Whether the two profiles state kinds that conflict, so that the order of the events decides.
   */
  boolean disagreesOnKind(SynthesisProfile other) {
    return kind.isPresent()
        && other.kind.isPresent()
        && hasNoParameters(kind) != hasNoParameters(other.kind);
  }

  /** The conditions that hold. */
  Set<Condition> holding() {
    Set<Condition> holding = EnumSet.noneOf(Condition.class);
    hold(holding, Condition.GENERATOR, !generators.isEmpty());
    hold(holding, Condition.REVISION, !generators.isEmpty() && !generators.containsValue(false));
    boolean seeded = (pinned || !seeds.isEmpty()) && !seeds.containsValue(false);
    hold(holding, Condition.SEED, seedNotApplicable || seeded);
    hold(holding, Condition.PROMPTS, prompts);
    hold(
        holding,
        Condition.PARAMETERS,
        parameters || (parametersNotApplicable && hasNoParameters(kind)));
    hold(holding, Condition.AGENT, answered);
    return holding;
  }

  private static void hold(Set<Condition> holding, Condition condition, boolean holds) {
    if (holds) {
      holding.add(condition);
    }
  }

  private static boolean hasNoParameters(Optional<SynthesisKind> kind) {
    return kind.filter(k -> k == SynthesisKind.TEMPLATE || k == SynthesisKind.SIMULATION)
        .isPresent();
  }
}
