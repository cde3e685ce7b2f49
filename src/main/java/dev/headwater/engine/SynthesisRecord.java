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
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * One synthesis, completed by the documents about it; tells which of the conditions C1 to C6 of
 * documented synthetic data hold.
 *
 * <p>Completion is per leaf: generators by provider and model, seeds by asset, prompts and
 * parameters each. The latest value that counts wins, and a value that does not count (blank, a
 * placeholder, withheld) never replaces one that does. For prompts, parameters and agents one that
 * counts is all that is asked, so they need no order.
 */
final class SynthesisRecord {
  private record GeneratorKey(String provider, String model) {}

  private final Map<GeneratorKey, String> revisions = new HashMap<>();
  private final Map<Asset, Boolean> seeds = new HashMap<>();
  private Optional<SynthesisKind> kind = Optional.empty();
  private boolean seedNotApplicable;
  private boolean prompts;
  private boolean parameters;
  private boolean parametersNotApplicable;
  private boolean agents;

  private SynthesisRecord() {}

  /**
   * The conditions that hold for a record made of {@code events}: a synthesis, or documents, or
   * both.
   */
  static Set<Condition> holding(List<LineageEvent> events) {
    SynthesisRecord record = new SynthesisRecord();
    events.stream().sorted(Comparator.comparing(LineageEvent::stamp)).forEach(record::add);
    return record.conditions();
  }

  private void add(LineageEvent event) {
    event.inputs().forEach(this::add);
    event.document().flatMap(Document::synthesize).or(event::synthesize).ifPresent(this::add);
    agents |= event.agents().stream().anyMatch(SynthesisRecord::answers);
  }

  private void add(Input input) {
    Asset asset = input.asset();
    switch (input.role()) {
      case GENERATOR, TRANSLATOR -> {
        if (asset.kind() == AssetKind.MODEL) {
          add(new Generator(asset.namespace(), asset.name(), asset.version().orElse("")));
        }
      }
      case SEED -> {
        boolean pinned =
            asset.version().filter(Placeholder::counts).isPresent()
                || Placeholder.counts(input.sha256());
        seeds.merge(asset, pinned, Boolean::logicalOr);
      }
      case SOURCE, BASE_MODEL, TEACHER, FILTER_MODEL, ANNOTATOR_MODEL, REFERENCE -> {}
    }
  }

  private void add(Synthesize payload) {
    payload
        .kind()
        .filter(stated -> Placeholder.counts(stated.name()))
        .ifPresent(stated -> kind = Optional.of(stated));
    if (payload.generators() instanceof Stated.Given<List<Generator>> given) {
      given.value().forEach(this::add);
    }
    seedNotApplicable |= payload.seed().filter(Stated.NotApplicable.class::isInstance).isPresent();
    prompts |= payload.prompts() instanceof Stated.NotApplicable;
    if (payload.prompts() instanceof Stated.Given<List<Prompt>> given) {
      prompts |= given.value().stream().anyMatch(SynthesisRecord::counts);
    }
    parametersNotApplicable |= payload.parameters() instanceof Stated.NotApplicable;
    if (payload.parameters() instanceof Stated.Given<SortedMap<String, String>> given) {
      parameters |= given.value().values().stream().anyMatch(Placeholder::counts);
    }
  }

  private void add(Generator generator) {
    if (Placeholder.counts(generator.provider()) && Placeholder.counts(generator.model())) {
      GeneratorKey key = new GeneratorKey(generator.provider(), generator.model());
      String revision = Placeholder.counts(generator.revision()) ? generator.revision() : "";
      if (!revision.isEmpty() || !revisions.containsKey(key)) {
        revisions.put(key, revision);
      }
    }
  }

  private Set<Condition> conditions() {
    Set<Condition> holding = EnumSet.noneOf(Condition.class);
    hold(holding, Condition.GENERATOR, !revisions.isEmpty());
    hold(
        holding,
        Condition.REVISION,
        !revisions.isEmpty() && revisions.values().stream().noneMatch(String::isEmpty));
    hold(
        holding,
        Condition.SEED,
        seedNotApplicable || (!seeds.isEmpty() && !seeds.containsValue(false)));
    hold(holding, Condition.PROMPTS, prompts);
    hold(
        holding,
        Condition.PARAMETERS,
        parameters || (parametersNotApplicable && kind.filter(this::hasNoParameters).isPresent()));
    hold(holding, Condition.AGENT, agents);
    return holding;
  }

  private boolean hasNoParameters(SynthesisKind stated) {
    return stated == SynthesisKind.TEMPLATE || stated == SynthesisKind.SIMULATION;
  }

  private static void hold(Set<Condition> holding, Condition condition, boolean holds) {
    if (holds) {
      holding.add(condition);
    }
  }

  private static boolean answers(Agent agent) {
    return agent.type() != AgentType.SOFTWARE && Placeholder.counts(agent.id());
  }

  private static boolean counts(Prompt prompt) {
    return Placeholder.counts(prompt.template())
        || Placeholder.counts(prompt.sha256())
        || Placeholder.counts(prompt.uri());
  }
}
