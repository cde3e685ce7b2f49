package dev.headwater.export;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Annotation;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Condition;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Events;
import dev.headwater.model.Evidence;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Synthetic;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Builds the facts of data cards for tests. */
public final class Cards {
  static final Asset DATA = Asset.of(AssetKind.DATASET, "lab", "data", "1");
  static final Asset MODEL = Asset.of(AssetKind.MODEL, "lab", "chat", "3");
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Cards() {}

  /**
   * Returns random facts, which need not be consistent. The same random numbers give the same
   * facts.
   */
  public static CardFacts random(Random random) {
    AssetSummary summary = Events.summary(random);
    List<LineageEvent> events =
        Stream.generate(() -> Events.event(random))
            .limit(random.nextInt(40))
            .filter(event -> event.type() != EventType.RETRACT)
            .toList();
    List<Alert> alerts =
        Stream.generate(() -> Events.alert(random))
            .limit(random.nextInt(4))
            .filter(alert -> alert.rule().isOnAssets())
            .toList();
    List<Asset> assets =
        alerts.stream().flatMap(alert -> alert.path().stream()).distinct().toList();
    List<ExposedTo> origins = new ArrayList<>();
    List<GateAnswer.Reason> reasons = new ArrayList<>();
    for (Alert alert : alerts) {
      origins.add(
          new ExposedTo(
              (Asset) alert.origin(),
              OriginKind.values()[random.nextInt(3)],
              Documentation.PARTIAL,
              alert.missing(),
              random.nextInt(30),
              random.nextBoolean(),
              random.nextBoolean(),
              alert.path()));
      reasons.add(
          new GateAnswer.Reason(
              alert.rule().name(), (Asset) alert.origin(), alert.path(), "Because."));
    }
    AssetSummary data = Events.summary(random);
    return new CardFacts(
        summary,
        Bounded.upTo(assets, random.nextBoolean()),
        new GateAnswer(GateAnswer.Verdict.values()[random.nextInt(3)], Bounded.all(reasons)),
        some(random, events, EventType.SYNTHESIZE),
        some(random, events, EventType.TRAIN),
        some(random, events, EventType.INGEST, EventType.CLEAN, EventType.TRANSFORM),
        some(random, events, EventType.DOCUMENT),
        new TreeMap<>(Map.of(data.asset(), data)),
        Bounded.of(origins, origins.size() + random.nextInt(3)),
        Bounded.upTo(assets, random.nextBoolean()),
        Bounded.of(alerts, alerts.size()),
        new CardFacts.Standing(
            NOW,
            Moment.NOW,
            random.nextBoolean() ? List.of() : List.of("Events wait."),
            List.of(new CardFacts.Applied(3, 17, 4))));
  }

  private static Bounded<LineageEvent> some(
      Random random, List<LineageEvent> events, EventType... types) {
    List<LineageEvent> found =
        events.stream().filter(event -> List.of(types).contains(event.type())).toList();
    return Bounded.of(found, found.size() + random.nextInt(2));
  }

  /**
   * Returns facts in which every text that an event can contain is {@code text}. If it is longer
   * than 100 characters, ids are its first 100 characters.
   */
  public static CardFacts saying(String text) {
    String id = text.codePointCount(0, text.length()) > 100 ? text.substring(0, 100) : text;
    Asset source = Asset.of(AssetKind.DATASET, id, id, id);
    Asset model = Asset.of(AssetKind.MODEL, id, id, id);
    Composition composition =
        new Composition(text, text, CompositionMethod.MEASURED, new TreeMap<>(Map.of(id, 3.0)), 1);
    Agent agent = new Agent(id, AgentType.PERSON, text, id);
    List<String> texts = List.of(text, text);
    Decision decision =
        new Decision(
            id,
            DecisionKind.FILTER,
            text,
            text,
            text,
            List.of(id, id),
            texts,
            texts,
            texts,
            texts,
            Optional.of(NOW));
    Ingest ingest =
        new Ingest(
            text,
            text,
            texts,
            text,
            text,
            texts,
            texts,
            text,
            text,
            Answer.YES,
            Answer.NO,
            text,
            text,
            text);
    AssetSummary summary =
        new AssetSummary(
            model,
            Synthetic.YES,
            Documentation.PARTIAL,
            List.of(Condition.SEED),
            List.of(),
            OptionalLong.of(1),
            OptionalLong.of(2),
            text,
            List.of(composition),
            List.of(agent),
            List.of(decision),
            Optional.of(ingest),
            Completeness.COMPLETE,
            new ExposureCounts(1, 1, 0, 0),
            1,
            new TreeMap<>(Map.of(id, text)));
    Synthesize synthesize =
        new Synthesize(
            Optional.of(SynthesisKind.LLM),
            new Stated.Given<>(List.of(new Generator(text, text, text))),
            Optional.of(new Stated.Withheld<>(text)),
            new Stated.Given<>(List.of(new Prompt(text, text, text, text))),
            new Stated.NotApplicable<>(text),
            OptionalLong.of(3),
            OptionalLong.of(2),
            texts,
            text,
            text);
    Input input =
        new Input(
            source,
            Role.SOURCE,
            OptionalLong.of(1),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            text,
            List.of(composition),
            false);
    LineageEvent synthesis =
        event(EventType.SYNTHESIZE, id)
            .outputs(List.of(Output.of(source)))
            .synthesize(synthesize)
            .agents(List.of(agent))
            .build();
    LineageEvent training =
        event(EventType.TRAIN, id)
            .inputs(List.of(input))
            .outputs(List.of(Output.of(model)))
            .train(
                new Train(
                    text,
                    new TreeMap<>(Map.of(id, text)),
                    Optional.of(
                        new IntendedUse(
                            text,
                            text,
                            List.of(new Target(text, new TreeMap<>(Map.of(id, 0.5))))))))
            .build();
    LineageEvent clean =
        event(EventType.CLEAN, id)
            .inputs(List.of(input))
            .outputs(List.of(Output.of(source)))
            .clean(
                new Clean(
                    List.of(new CleanFilter(text, text, text, text)),
                    new TreeMap<>(Map.of(id, 4L))))
            .build();
    LineageEvent transform =
        event(EventType.TRANSFORM, id)
            .inputs(List.of(input))
            .outputs(List.of(Output.of(source)))
            .transform(
                new Transform(
                    Optional.of(TransformOperation.ANNOTATE),
                    text,
                    texts,
                    Optional.of(new Annotation(text, OptionalLong.of(3), text, text))))
            .build();
    LineageEvent document =
        event(EventType.DOCUMENT, id)
            .inputs(List.of(Input.of(source, Role.SEED)))
            .agents(List.of(agent))
            .document(
                new Document(
                    model,
                    Optional.of(synthesis.eventId()),
                    Optional.of(synthesize),
                    Optional.of(ingest),
                    Optional.of(new Reclassify(true, text)),
                    Optional.of(
                        new Waive(
                            RuleName.UNDOCUMENTED_SYNTHETIC,
                            Optional.of(source),
                            text,
                            text,
                            NOW.plusSeconds(1))),
                    List.of(new Evidence(text, text))))
            .build();
    RuleName rule = RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC;
    Alert alert =
        new Alert(
            Alert.id(rule, model, source),
            rule,
            Severity.CRITICAL,
            AlertStatus.OPEN,
            model,
            source,
            List.of(Condition.SEED),
            List.of(source, model),
            NOW,
            Optional.empty(),
            Optional.empty());
    return new CardFacts(
        summary,
        Bounded.all(List.of(model, source)),
        new GateAnswer(
            GateAnswer.Verdict.FAIL,
            Bounded.all(
                List.of(new GateAnswer.Reason(rule.name(), source, List.of(source, model), text)))),
        Bounded.all(List.of(synthesis)),
        Bounded.all(List.of(training)),
        Bounded.all(List.of(clean, transform)),
        Bounded.all(List.of(document)),
        new TreeMap<>(Map.of(model, summary)),
        Bounded.all(
            List.of(
                new ExposedTo(
                    source,
                    OriginKind.SYNTHETIC,
                    Documentation.PARTIAL,
                    List.of(Condition.SEED),
                    1,
                    true,
                    false,
                    List.of(source, model)))),
        Bounded.all(List.of(source)),
        Bounded.all(List.of(alert)),
        new CardFacts.Standing(NOW, Moment.NOW, List.of(text), List.of()));
  }

  static LineageEvent.Builder event(EventType type, String text) {
    return LineageEvent.builder(type)
        .eventId(new UUID(7, type.ordinal()))
        .eventTime(NOW)
        .producer(text)
        .job(new Job(text, text))
        .run(text);
  }

  /** Returns the facts of an asset that an event names and about which nothing else is known. */
  public static CardFacts nothingOf(Asset asset) {
    return new CardFacts(
        summaryOf(asset, List.of()),
        Bounded.all(List.of(asset)),
        new GateAnswer(GateAnswer.Verdict.INDETERMINATE, Bounded.all(List.of())),
        Bounded.all(List.of()),
        Bounded.all(List.of()),
        Bounded.all(List.of()),
        Bounded.all(List.of()),
        new TreeMap<>(),
        Bounded.all(List.of()),
        Bounded.all(List.of()),
        Bounded.all(List.of()),
        new CardFacts.Standing(NOW, Moment.NOW, List.of(), List.of()));
  }

  static AssetSummary summaryOf(Asset asset, List<Composition> composition) {
    return new AssetSummary(
        asset,
        Synthetic.UNKNOWN,
        Documentation.NOT_APPLICABLE,
        List.of(),
        List.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        composition,
        List.of(),
        List.of(),
        Optional.empty(),
        Completeness.NO_ASSERTION,
        ExposureCounts.NONE,
        0);
  }
}
