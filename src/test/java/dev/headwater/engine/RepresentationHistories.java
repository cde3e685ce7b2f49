package dev.headwater.engine;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import dev.headwater.model.Waive;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes random histories of events that state who is represented: over few assets, dimensions,
 * units and categories, so that the events often concern the same ones. Some events correct others,
 * some are retracted, some arrive twice, and most histories arrive in random order.
 */
public final class RepresentationHistories {
  private static final List<Asset> DATA =
      List.of(
          RepresentationScene.data("raw@1"),
          RepresentationScene.data("raw@2"),
          RepresentationScene.data("raw@3"),
          RepresentationScene.data("clean@1"),
          RepresentationScene.data("clean@2"),
          RepresentationScene.data("made@1"),
          RepresentationScene.data("mix@1"));
  private static final List<Asset> MODELS =
      List.of(RepresentationScene.model("tutor@1"), RepresentationScene.model("tutor@2"));
  private static final List<String> CATEGORIES = List.of("en", "sw", "zu");
  private static final double[] COUNTS = {0, 5, 22, 29, 30, 38, 60, 100, 300, 1000};
  private static final List<RuleName> RULES =
      List.of(
          RuleName.DISPARATE_REMOVAL,
          RuleName.GROUP_ERASED,
          RuleName.FITNESS_GAP,
          RuleName.SCALE_WITHOUT_DIVERSITY,
          RuleName.SYNTHETIC_ONLY_GROUP,
          RuleName.UNATTRIBUTED_DECISION);
  private static final TransformOperation[] OPERATIONS = {
    TransformOperation.DEDUPLICATE,
    TransformOperation.SAMPLE,
    TransformOperation.MERGE,
    TransformOperation.FORMAT
  };

  private final Random random;
  private final List<LineageEvent> events = new ArrayList<>();

  private RepresentationHistories(Random random) {
    this.random = random;
  }

  /** The assets that events may name. */
  static List<Asset> universe() {
    List<Asset> universe = new ArrayList<>(DATA);
    universe.addAll(MODELS);
    return universe;
  }

  /** A history of 3 to 32 events and some duplicates. */
  public static List<Arrival> random(long seed) {
    Random random = new Random(seed);
    RepresentationHistories histories = new RepresentationHistories(random);
    for (int i = 3 + random.nextInt(30); i > 0; i--) {
      histories.events.add(histories.event());
    }
    return histories.arrivals();
  }

  private LineageEvent event() {
    int pick = random.nextInt(100);
    if (pick < 20) {
      return ingest();
    } else if (pick < 45) {
      return filter();
    } else if (pick < 55) {
      return made(EventType.SYNTHESIZE, inputs(random.nextInt(2)), oneOf(DATA)).build();
    } else if (pick < 65) {
      return merge();
    } else if (pick < 80) {
      return train();
    } else if (pick < 88 || events.isEmpty()) {
      return document();
    }
    return retract();
  }

  private LineageEvent.Builder builder(EventType type) {
    LineageEvent.Builder builder =
        LineageEvent.builder(type)
            .eventId(new UUID(random.nextLong(), random.nextLong()))
            .eventTime(History.START.minusSeconds(60L * random.nextInt(8)))
            .producer("https://git.example/pipeline")
            .job(new Job("pipelines", "job"))
            .run("run");
    if (chance(0.15)) {
      builder
          .agents(List.of(new Agent("ann", oneOf(AgentType.values()), "editor", "")))
          .decisions(List.of(decision()));
    }
    return builder;
  }

  private Decision decision() {
    return new Decision(
        "d" + random.nextInt(2),
        DecisionKind.FILTER,
        "which?",
        "all",
        "because",
        List.of(chance(0.7) ? "ann" : "bot"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private LineageEvent.Builder made(EventType type, List<Input> inputs, Asset output) {
    OptionalLong records =
        chance(0.2) ? OptionalLong.of((long) oneCount() * 2) : OptionalLong.empty();
    return builder(type)
        .inputs(inputs)
        .outputs(
            List.of(
                new Output(
                    output,
                    records,
                    OptionalLong.empty(),
                    "",
                    output.kind() == AssetKind.DATASET && chance(0.75)
                        ? compositions()
                        : List.of(),
                    Collections.emptySortedMap())));
  }

  private LineageEvent ingest() {
    return made(EventType.INGEST, List.of(), oneOf(DATA))
        .ingest(RepresentationScene.containing(chance(0.1) ? Answer.YES : Answer.UNKNOWN))
        .build();
  }

  private LineageEvent filter() {
    List<Input> inputs = inputs(chance(0.85) ? 1 : 2);
    Asset output = oneOf(DATA);
    if (chance(0.5)) {
      return made(EventType.CLEAN, inputs, output).build();
    }
    return made(EventType.TRANSFORM, inputs, output).transform(transform()).build();
  }

  private Transform transform() {
    return new Transform(Optional.of(oneOf(OPERATIONS)), "", List.of(), Optional.empty());
  }

  private LineageEvent merge() {
    return made(EventType.TRANSFORM, inputs(2), oneOf(DATA))
        .transform(
            new Transform(
                Optional.of(TransformOperation.MERGE), "", List.of(), Optional.empty()))
        .build();
  }

  private LineageEvent train() {
    boolean weights = chance(0.2);
    List<Input> inputs = new ArrayList<>();
    for (Input input : inputs(1 + random.nextInt(2))) {
      inputs.add(
          weights
              ? RepresentationScene.input(
                  input.asset(),
                  OptionalLong.empty(),
                  OptionalDouble.of(random.nextInt(4)),
                  input.composition().toArray(Composition[]::new))
              : input);
    }
    List<Target> targets = new ArrayList<>();
    if (chance(0.8)) {
      SortedMap<String, Double> shares = new TreeMap<>();
      for (String category : CATEGORIES) {
        if (chance(0.6)) {
          shares.put(category, random.nextInt(8) / 10.0);
        }
      }
      targets.add(new Target(chance(0.8) ? "language" : "region", shares));
    }
    LineageEvent.Builder builder =
        made(EventType.TRAIN, inputs, oneOf(MODELS))
            .train(
                new Train("", new TreeMap<>(), Optional.of(new IntendedUse("", "", targets))));
    return chance(0.1)
        ? builder.inputsComplete(Completeness.INCOMPLETE).build()
        : builder.build();
  }

  private List<Input> inputs(int count) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Composition> stated = chance(0.35) ? compositions() : List.of();
      inputs.add(
          new Input(
              oneOf(DATA),
              chance(0.9) ? Role.SOURCE : Role.REFERENCE,
              chance(0.25) ? OptionalLong.of((long) oneCount() * 3) : OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalDouble.empty(),
              "",
              stated,
              chance(0.05)));
    }
    return inputs;
  }

  private List<Composition> compositions() {
    List<Composition> compositions = new ArrayList<>();
    compositions.add(composition("language", chance(0.85) ? "records" : "tokens"));
    if (chance(0.2)) {
      compositions.add(composition("region", "records"));
    }
    if (chance(0.1)) {
      compositions.add(composition("language", "tokens"));
    }
    return compositions;
  }

  private Composition composition(String dimension, String unit) {
    SortedMap<String, Double> counts = new TreeMap<>();
    for (String category : CATEGORIES) {
      if (chance(0.8)) {
        counts.put(category, oneCount());
      }
    }
    double unknown = chance(0.25) ? oneCount() : 0;
    return new Composition(dimension, unit, CompositionMethod.DECLARED, counts, unknown);
  }

  private LineageEvent document() {
    Asset target = chance(0.7) ? oneOf(DATA) : oneOf(MODELS);
    Optional<Reclassify> reclassify =
        chance(0.4)
            ? Optional.of(new Reclassify(random.nextBoolean(), "seen by a person"))
            : Optional.empty();
    return builder(EventType.DOCUMENT)
        .document(
            new Document(
                target,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reclassify,
                chance(0.6) ? Optional.of(waive()) : Optional.empty(),
                List.of()))
        .build();
  }

  private Waive waive() {
    Instant until =
        oneOf(
            List.of(
                History.START.minusSeconds(1),
                History.AFTER_GRACE,
                History.AFTER_GRACE.plusSeconds(60),
                History.LATER.plusSeconds(60)));
    return new Waive(
        oneOf(RULES),
        chance(0.3) ? Optional.of(oneOf(universe())) : Optional.empty(),
        "steward",
        "shipping",
        until);
  }

  private LineageEvent retract() {
    LineageEvent event = oneOf(events);
    List<Output> outputs = new ArrayList<>();
    event.outputs().forEach(output -> outputs.add(Output.of(output.asset())));
    event.document().ifPresent(document -> outputs.add(Output.of(document.target())));
    return builder(EventType.RETRACT)
        .outputs(outputs)
        .retract(new Retract(event.eventId(), "a mistake"))
        .build();
  }

  private List<Arrival> arrivals() {
    List<LineageEvent> order = new ArrayList<>(events);
    events.stream().filter(event -> chance(0.2)).forEach(order::add);
    if (chance(0.7)) {
      Collections.shuffle(order, random);
    }
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      long afterMillis = History.ARRIVALS_SECONDS * 1000 * i / order.size();
      arrivals.add(new Arrival(order.get(i), History.START.plusMillis(afterMillis)));
    }
    return arrivals;
  }

  private double oneCount() {
    return COUNTS[random.nextInt(COUNTS.length)];
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
