package dev.headwater.oracle;

import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Prompt;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Implements the definition of documented synthetic data, line by line, on the live events of an
 * asset.
 */
final class SyntheticRecords {
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "unknown",
          "n/a",
          "none",
          "other",
          "tbd",
          "todo",
          "templates",
          "[more information needed]");

  /** The order of events that decides every tie: by event time, then by id as lower-case text. */
  static final Comparator<LineageEvent> BY_STAMP =
      Comparator.comparing(LineageEvent::eventTime)
          .thenComparing(event -> event.eventId().toString().toLowerCase(Locale.ROOT));

  private SyntheticRecords() {}

  /** Whether the asset is a SYNTHETIC origin. */
  static boolean isSynthetic(Asset asset, List<LineageEvent> live) {
    return asset.kind() == AssetKind.DATASET
        && latestReclassification(live)
            .map(Reclassify::synthetic)
            .orElse(live.stream().anyMatch(SyntheticRecords::synthesizes));
  }

  static Optional<Reclassify> latestReclassification(List<LineageEvent> live) {
    return live.stream()
        .filter(event -> event.document().flatMap(Document::reclassify).isPresent())
        .max(BY_STAMP)
        .map(event -> event.document().orElseThrow().reclassify().orElseThrow());
  }

  /** Whether this event makes its outputs synthetic. */
  static boolean synthesizes(LineageEvent event) {
    return switch (event.type()) {
      case SYNTHESIZE -> true;
      case TRANSFORM ->
          event.synthesize().isPresent()
              || event.inputs().stream()
                  .anyMatch(in -> in.role() == Role.GENERATOR || in.role() == Role.TRANSLATOR);
      case INGEST -> admits(event);
      case CLEAN, TRAIN, DOCUMENT, RETRACT -> false;
    };
  }

  /** Whether this INGEST says that the data contains synthetic data. */
  static boolean admits(LineageEvent event) {
    return event.synthesize().isPresent()
        || event.ingest().map(ingest -> ingest.containsSynthetic() == Answer.YES).orElse(false);
  }

  /** Provider and model of every generator that a record of the asset names. */
  static Set<List<String>> generators(List<LineageEvent> live) {
    List<LineageEvent> documents =
        live.stream().filter(event -> event.type() == EventType.DOCUMENT).toList();
    Set<List<String>> generators =
        new HashSet<>(revisionByGenerator(completed(Optional.empty(), documents)).keySet());
    for (LineageEvent event : live) {
      if (synthesizes(event)) {
        generators.addAll(revisionByGenerator(completed(Optional.of(event), documents)).keySet());
      }
    }
    return generators;
  }

  /**
   * The verdict on an asset: the worst verdict of its records, and the conditions that any of them
   * misses. A record is a live event that makes the asset synthetic, with the documents that
   * complete it. Without such an event, the documents alone are the record.
   *
   * @param required the conditions that a record has to meet to be DOCUMENTED
   */
  static Expected.Verdict verdict(Asset asset, List<LineageEvent> live, Set<Condition> required) {
    if (!isSynthetic(asset, live)) {
      return Expected.Verdict.NOT_APPLICABLE;
    }
    List<LineageEvent> documents =
        live.stream().filter(event -> event.type() == EventType.DOCUMENT).toList();
    List<EnumSet<Condition>> records = new ArrayList<>();
    for (LineageEvent event : live) {
      if (synthesizes(event)) {
        records.add(holding(completed(Optional.of(event), documents)));
      }
    }
    if (records.isEmpty()) {
      records.add(holding(completed(Optional.empty(), documents)));
    }
    Documentation worst = Documentation.DOCUMENTED;
    Set<Condition> missing = EnumSet.noneOf(Condition.class);
    for (EnumSet<Condition> holds : records) {
      worst = worse(worst, documentation(holds, required));
      missing.addAll(EnumSet.complementOf(holds));
    }
    missing.retainAll(required);
    return new Expected.Verdict(worst, inOrder(missing));
  }

  /**
   * A record and the documents that complete it, the earliest first. A document that amends no
   * event completes every record.
   */
  private static List<LineageEvent> completed(
      Optional<LineageEvent> record, List<LineageEvent> documents) {
    List<LineageEvent> parts = new ArrayList<>();
    record.ifPresent(parts::add);
    for (LineageEvent event : documents) {
      Document document = event.document().orElseThrow();
      if (document.amends().isEmpty()
          || document.amends().equals(record.map(LineageEvent::eventId))) {
        parts.add(event);
      }
    }
    parts.sort(BY_STAMP);
    return parts;
  }

  private static Documentation documentation(Set<Condition> holds, Set<Condition> required) {
    if (holds.containsAll(required)) {
      return Documentation.DOCUMENTED;
    }
    boolean someOfThree =
        holds.contains(Condition.SEED)
            || holds.contains(Condition.PROMPTS)
            || holds.contains(Condition.PARAMETERS);
    return someOfThree ? Documentation.PARTIAL : Documentation.UNDOCUMENTED;
  }

  private static Documentation worse(Documentation one, Documentation other) {
    List<Documentation> fromBest =
        List.of(Documentation.DOCUMENTED, Documentation.PARTIAL, Documentation.UNDOCUMENTED);
    return fromBest.get(Math.max(fromBest.indexOf(one), fromBest.indexOf(other)));
  }

  private static List<Condition> inOrder(Set<Condition> missing) {
    return Stream.of(
            Condition.GENERATOR,
            Condition.REVISION,
            Condition.SEED,
            Condition.PROMPTS,
            Condition.PARAMETERS,
            Condition.AGENT)
        .filter(missing::contains)
        .toList();
  }

  /**
   * The conditions C1 to C6 that hold for one record.
   *
   * @param parts of the record, the earliest first
   */
  private static EnumSet<Condition> holding(List<LineageEvent> parts) {
    EnumSet<Condition> holds = EnumSet.noneOf(Condition.class);
    Map<List<String>, String> revisions = revisionByGenerator(parts);
    if (!revisions.isEmpty()) {
      holds.add(Condition.GENERATOR);
      if (revisions.values().stream().allMatch(SyntheticRecords::counts)) {
        holds.add(Condition.REVISION);
      }
    }
    Map<Asset, String> seeds = sha256BySeed(parts);
    boolean everySeedFixed =
        seeds.entrySet().stream()
            .allMatch(
                seed -> counts(seed.getValue()) || counts(seed.getKey().version().orElse("")));
    if ((!seeds.isEmpty() && everySeedFixed)
        || payloads(parts).stream()
            .anyMatch(p -> p.seed().filter(Stated.NotApplicable.class::isInstance).isPresent())) {
      holds.add(Condition.SEED);
    }
    if (payloads(parts).stream().anyMatch(p -> promptsHold(p.prompts()))) {
      holds.add(Condition.PROMPTS);
    }
    boolean ruleBased =
        kind(parts)
            .filter(k -> k == SynthesisKind.TEMPLATE || k == SynthesisKind.SIMULATION)
            .isPresent();
    if (payloads(parts).stream().anyMatch(p -> parametersHold(p.parameters(), ruleBased))) {
      holds.add(Condition.PARAMETERS);
    }
    if (parts.stream()
        .flatMap(part -> part.agents().stream())
        .anyMatch(
            agent ->
                counts(agent.id())
                    && (agent.type() == AgentType.PERSON
                        || agent.type() == AgentType.ORGANIZATION))) {
      holds.add(Condition.AGENT);
    }
    return holds;
  }

  private static List<Synthesize> payloads(List<LineageEvent> parts) {
    List<Synthesize> payloads = new ArrayList<>();
    for (LineageEvent part : parts) {
      part.synthesize().ifPresent(payloads::add);
      part.document().flatMap(Document::synthesize).ifPresent(payloads::add);
    }
    return payloads;
  }

  /**
   * The generators with a provider and a model, and for each the latest revision that is not a
   * placeholder.
   */
  private static Map<List<String>, String> revisionByGenerator(List<LineageEvent> parts) {
    Map<List<String>, String> revisions = new TreeMap<>(Comparator.comparing(List::toString));
    for (LineageEvent part : parts) {
      for (Synthesize payload : payloads(List.of(part))) {
        if (payload.generators() instanceof Stated.Given<List<Generator>> given) {
          for (Generator generator : given.value()) {
            add(revisions, generator.provider(), generator.model(), generator.revision());
          }
        }
      }
      for (Input input : part.inputs()) {
        boolean generates = input.role() == Role.GENERATOR || input.role() == Role.TRANSLATOR;
        Asset asset = input.asset();
        if (generates && asset.kind() == AssetKind.MODEL) {
          add(revisions, asset.namespace(), asset.name(), asset.version().orElse(""));
        }
      }
    }
    return revisions;
  }

  private static void add(
      Map<List<String>, String> revisions, String provider, String model, String revision) {
    if (counts(provider) && counts(model)) {
      latestThatCounts(revisions, List.of(provider, model), revision);
    }
  }

  private static Map<Asset, String> sha256BySeed(List<LineageEvent> parts) {
    Map<Asset, String> seeds = new TreeMap<>();
    for (LineageEvent part : parts) {
      for (Input input : part.inputs()) {
        if (input.role() == Role.SEED) {
          latestThatCounts(seeds, input.asset(), input.sha256());
        }
      }
    }
    return seeds;
  }

  private static <K> void latestThatCounts(Map<K, String> leaves, K leaf, String value) {
    if (counts(value) || !leaves.containsKey(leaf)) {
      leaves.put(leaf, value);
    }
  }

  private static Optional<SynthesisKind> kind(List<LineageEvent> parts) {
    Optional<SynthesisKind> latest = Optional.empty();
    for (Synthesize payload : payloads(parts)) {
      if (payload.kind().filter(kind -> counts(kind.name())).isPresent()) {
        latest = payload.kind();
      }
    }
    return latest;
  }

  private static boolean promptsHold(Stated<List<Prompt>> prompts) {
    if (prompts instanceof Stated.Given<List<Prompt>> given) {
      return given.value().stream()
          .anyMatch(p -> counts(p.template()) || counts(p.uri()) || counts(p.sha256()));
    }
    return prompts instanceof Stated.NotApplicable;
  }

  private static boolean parametersHold(
      Stated<? extends Map<String, String>> parameters, boolean ruleBased) {
    if (parameters instanceof Stated.Given<? extends Map<String, String>> given) {
      return given.value().values().stream().anyMatch(SyntheticRecords::counts);
    }
    return ruleBased && parameters instanceof Stated.NotApplicable;
  }

  /** Whether a text says something: it is neither blank nor a placeholder. */
  static boolean counts(String text) {
    return !text.isBlank() && !PLACEHOLDERS.contains(text.strip().toLowerCase(Locale.ROOT));
  }
}
