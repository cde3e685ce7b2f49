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
 * documented synthetic data. The runs of one pipeline share one profile, however many they are.
 *
 * <p>Completion is per leaf: generators by provider and model, seeds by asset, prompts and
 * parameters each. A value that does not count (blank, a placeholder, withheld) never replaces one
 * that does, and only whether a leaf has one that counts matters. So joining profiles needs no
 * order, but for the kind, of which the latest that counts wins: see {@link #join}.
 *
 * @param kind the kind of synthesis, if it counts
 * @param seedNotApplicable whether there is nothing that could be a seed
 * @param pinned whether a seed is given whose version counts
 * @param seeds the other seeds, and whether a checksum pins them
 * @param generators those with provider and model, and whether they have a revision
 * @param prompts whether one counts, or none is applicable
 * @param parameters whether one counts
 * @param parametersNotApplicable whether there is nothing that could be a parameter
 * @param answered whether a person or an organization answers for it
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

  /** Says nothing. */
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

  /** Of a generator, what identifies it apart from its revision. */
  public record GeneratorName(String provider, String model) implements Comparable<GeneratorName> {
    @Override
    public int compareTo(GeneratorName other) {
      int byProvider = provider.compareTo(other.provider);
      return byProvider != 0 ? byProvider : model.compareTo(other.model);
    }
  }

  /** What a synthesis, or a document about one, says. */
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

  /** Both together, with the kind of {@code later} if it has one. */
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

  /** Whether the two disagree on what only their order can decide. */
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
