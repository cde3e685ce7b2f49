package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Waive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Makes random histories over a few assets, so that cycles, self-loops, diamonds and ties are
 * common. The same seed always makes the same history.
 */
public final class Histories {
  /**
   * The mix of events in a history.
   *
   * @param weights how often each type of event occurs, in the order of {@link EventType}
   * @param shuffled the probability that the events arrive in random order
   * @param inferred the probability that an input is inferred
   */
  private record Flavour(List<Integer> weights, double shuffled, double inferred) {
    /** A graph that grows and is retracted. */
    static final Flavour TAKEN_BACK = new Flavour(List.of(6, 24, 6, 14, 20, 2, 28), 0.1, 0.05);

    /** Trainings on generated and on ingested data, a large part of which is retracted. */
    static final Flavour LOOPING = new Flavour(List.of(14, 12, 6, 16, 20, 10, 22), 0.3, 0.05);

    static final List<Flavour> ALL =
        List.of(
            // some of everything
            new Flavour(List.of(12, 8, 15, 17, 13, 20, 15), 0.7, 0.15),
            TAKEN_BACK,
            // few syntheses and many documents
            new Flavour(List.of(8, 4, 6, 18, 10, 44, 10), 0.7, 0.15));

    int weight(EventType type) {
      return weights.get(type.ordinal());
    }

    int sum() {
      return weights.stream().mapToInt(weight -> weight).sum();
    }
  }

  /**
   * The namespace of a history, and when its waivers end.
   *
   * @param namespace of its assets; histories in different namespaces are independent
   * @param waiverEnd maps an instant around {@link History#START} to the instant at which a waiver
   *     ends
   */
  public record Place(String namespace, UnaryOperator<Instant> waiverEnd) {
    static final Place USUAL = new Place("lab", UnaryOperator.identity());
  }

  private static final Role[] COMMON = {Role.SOURCE, Role.SEED, Role.GENERATOR};

  private final Random random;
  private final List<Asset> universe;
  private final Payloads payloads;
  private final Flavour flavour;
  private final Place place;
  private final List<LineageEvent> events = new ArrayList<>();

  private Histories(Random random, List<Asset> universe, Flavour flavour, Place place) {
    this.random = random;
    this.universe = universe;
    this.payloads = new Payloads(random, universe);
    this.flavour = flavour;
    this.place = place;
  }

  /**
   * A history, in most cases of up to about 60 records over up to 16 assets; one in 50 is larger.
   */
  public static History random(long seed) {
    Random random = new Random(seed);
    boolean large = random.nextInt(50) == 0;
    int names = large ? 4 + random.nextInt(9) : 2 + random.nextInt(7);
    int events = large ? 100 + random.nextInt(60) : 1 + random.nextInt(40);
    return random(seed, random, names, events, Flavour.ALL, Place.USUAL);
  }

  /**
   * A history of {@code events} events, retractions and documents included, and some duplicates. In
   * 30 % of the histories, a document for each asset is added.
   */
  public static History random(long seed, int names, int events, Place place) {
    return random(seed, new Random(seed), names, events, Flavour.ALL, place);
  }

  /** A history of a small graph that retracts a large part of its events. */
  public static History takenBack(long seed) {
    Random random = new Random(seed);
    return random(
        seed, random, 4, 20 + random.nextInt(20), List.of(Flavour.TAKEN_BACK), Place.USUAL);
  }

  /**
   * A history of a small graph with many self-consuming loops, some of which are waived, and many
   * retractions.
   */
  public static History looping(long seed) {
    Random random = new Random(seed);
    int names = 3 + random.nextInt(4);
    int events = 15 + random.nextInt(25);
    return random(seed, random, names, events, List.of(Flavour.LOOPING), Place.USUAL);
  }

  private static History random(
      long seed, Random random, int names, int count, List<Flavour> flavours, Place place) {
    List<Asset> universe = universe(random, names, place.namespace());
    Flavour flavour = flavours.get(random.nextInt(flavours.size()));
    Histories histories = new Histories(random, universe, flavour, place);
    for (int i = 0; i < count; i++) {
      histories.events.add(histories.event());
    }
    if (histories.payloads.chance(0.3)) {
      histories.documentEverything();
    }
    return new History(seed, universe, histories.arrivals());
  }

  /** Datasets and models, at least one of each, with or without versions. */
  private static List<Asset> universe(Random random, int names, String namespace) {
    Set<Asset> universe = new TreeSet<>();
    for (int i = 0; i < names; i++) {
      boolean model = i == 1 || (i > 1 && random.nextInt(3) == 0);
      AssetKind kind = model ? AssetKind.MODEL : AssetKind.DATASET;
      String name = (model ? "model" : "data") + i;
      int versions = 1 + random.nextInt(2);
      for (int v = 0; v < versions; v++) {
        universe.add(
            random.nextInt(4) == 0
                ? Asset.of(kind, namespace, name)
                : Asset.of(kind, namespace, name, random.nextInt(8) == 0 ? "unknown" : "v" + v));
      }
    }
    return List.copyOf(universe);
  }

  private LineageEvent event() {
    int pick = random.nextInt(flavour.sum());
    for (EventType type : EventType.values()) {
      pick -= flavour.weight(type);
      if (pick < 0) {
        return switch (type) {
          case DOCUMENT -> document();
          case RETRACT -> events.isEmpty() ? document() : retract();
          case INGEST, CLEAN, TRANSFORM, SYNTHESIZE, TRAIN -> activity(type);
        };
      }
    }
    throw new AssertionError("weights do not add up");
  }

  private LineageEvent.Builder builder(EventType type) {
    return LineageEvent.builder(type)
        .eventId(new UUID(random.nextLong(), random.nextLong()))
        .eventTime(History.START.minusSeconds(60L * random.nextInt(6)))
        .producer("https://git.example/pipeline")
        .job(new Job("pipelines", "job" + random.nextInt(3)))
        .run("run" + random.nextInt(5))
        .agents(payloads.agents());
  }

  private LineageEvent activity(EventType type) {
    LineageEvent.Builder builder =
        builder(type)
            .inputs(inputs(type == EventType.TRAIN || type == EventType.CLEAN ? 1 : 0))
            .outputs(outputs(type))
            .inputsComplete(
                payloads.chance(0.15)
                    ? Completeness.INCOMPLETE
                    : payloads.oneOf(Completeness.COMPLETE, Completeness.NO_ASSERTION));
    if (type == EventType.INGEST && payloads.chance(0.7)) {
      builder.ingest(payloads.ingest());
    }
    if (type == EventType.SYNTHESIZE && payloads.chance(0.8)) {
      builder.synthesize(payloads.chance(0.3) ? payloads.complete() : payloads.patchy());
    }
    if ((type == EventType.INGEST || type == EventType.TRANSFORM) && payloads.chance(0.15)) {
      builder.synthesize(payloads.patchy());
    }
    return builder.build();
  }

  private List<Input> inputs(int atLeast) {
    List<Input> inputs = new ArrayList<>();
    for (int i = atLeast + random.nextInt(3); i > 0; i--) {
      inputs.add(
          new Input(
              payloads.asset(),
              payloads.chance(0.7) ? payloads.oneOf(COMMON) : payloads.oneOf(Role.values()),
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalDouble.empty(),
              payloads.text("ab" + random.nextInt(3), 0.3),
              List.of(),
              payloads.chance(flavour.inferred())));
    }
    return inputs;
  }

  private List<Output> outputs(EventType type) {
    Set<Asset> assets = new TreeSet<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      assets.add(
          switch (type) {
            case TRAIN -> payloads.asset(AssetKind.MODEL);
            case SYNTHESIZE -> payloads.asset(AssetKind.DATASET);
            default -> payloads.asset();
          });
    }
    return assets.stream().map(Output::of).toList();
  }

  private LineageEvent document() {
    Asset target =
        payloads.chance(isLooping() ? 0.4 : 0.7)
            ? payloads.asset(AssetKind.DATASET)
            : payloads.asset();
    boolean complete = payloads.chance(0.3);
    Optional<UUID> amends =
        payloads.chance(0.25) && !events.isEmpty()
            ? Optional.of(payloads.oneOf(events).eventId())
            : Optional.empty();
    LineageEvent.Builder builder =
        builder(EventType.DOCUMENT)
            .inputs(payloads.chance(0.25) ? inputs(1) : List.of())
            .inputsComplete(
                payloads.chance(0.1) ? Completeness.INCOMPLETE : Completeness.NO_ASSERTION)
            .document(
                new Document(
                    target,
                    amends,
                    complete
                        ? Optional.of(payloads.complete())
                        : payloads.chance(0.4) ? Optional.of(payloads.patchy()) : Optional.empty(),
                    payloads.chance(0.15) ? Optional.of(payloads.ingest()) : Optional.empty(),
                    payloads.chance(0.2)
                        ? Optional.of(new Reclassify(random.nextBoolean(), "seen by a person"))
                        : Optional.empty(),
                    payloads.chance(isLooping() ? 0.6 : 0.3)
                        ? Optional.of(waive(target))
                        : Optional.empty(),
                    List.of()));
    if (complete) {
      builder.agents(List.of(payloads.person()));
    }
    return builder.build();
  }

  private boolean isLooping() {
    return flavour.equals(Flavour.LOOPING);
  }

  /**
   * A waiver that ends in the past, at a probe, between probes, or after all probes. A model may
   * get a waiver of a dataset's rule, which has no effect. A dataset never gets a waiver of a
   * model's rule.
   */
  private Waive waive(Asset target) {
    Instant until =
        payloads.oneOf(
            History.START.minusSeconds(1),
            History.AFTER_GRACE.minusSeconds(60),
            History.AFTER_GRACE,
            History.AFTER_GRACE.plusSeconds(60),
            History.LATER.plus(Duration.ofDays(1)));
    RuleName rule =
        target.kind() == AssetKind.DATASET
            ? payloads.oneOf(RuleName.UNDOCUMENTED_SYNTHETIC, RuleName.UNKNOWN_ORIGIN)
            : payloads.oneOf(
                RuleName.UNDOCUMENTED_SYNTHETIC,
                RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
                RuleName.UNKNOWN_ORIGIN,
                RuleName.TRAINED_ON_UNKNOWN_ORIGIN);
    boolean ofLoop = isLooping() && target.kind() == AssetKind.MODEL && payloads.chance(0.6);
    return new Waive(
        ofLoop ? RuleName.SELF_CONSUMING_LOOP : rule,
        payloads.chance(0.3) ? Optional.of(payloads.asset()) : Optional.empty(),
        "steward",
        "shipping",
        // The alert of a loop comes back a moment after the waiver's end, not at a probe.
        place.waiverEnd().apply(ofLoop ? until.minusSeconds(1) : until));
  }

  /**
   * Retracts some event, in whole or in part. The retracted event may itself be a RETRACT, or it
   * may never arrive.
   */
  private LineageEvent retract() {
    LineageEvent event = payloads.oneOf(events);
    Set<Asset> assets = new TreeSet<>();
    for (Asset target : Contributions.targets(event)) {
      if (payloads.chance(0.85)) {
        assets.add(target);
      }
    }
    if (payloads.chance(0.1)) {
      assets.add(payloads.asset());
    }
    UUID id =
        payloads.chance(0.05) ? new UUID(random.nextLong(), random.nextLong()) : event.eventId();
    return builder(EventType.RETRACT)
        .inputs(event.inputs().stream().map(in -> Input.of(in.asset(), in.role())).toList())
        .outputs(assets.stream().map(Output::of).toList())
        .retract(new Retract(id, "a mistake"))
        .build();
  }

  private void documentEverything() {
    for (Asset asset : universe) {
      events.add(
          builder(EventType.DOCUMENT)
              .agents(List.of(payloads.person()))
              .document(
                  new Document(
                      asset,
                      Optional.empty(),
                      Optional.of(payloads.complete()),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      List.of()))
              .build());
    }
  }

  /** The events in the order in which they were made, or in random order; some of them twice. */
  private List<Arrival> arrivals() {
    List<LineageEvent> order = new ArrayList<>(events);
    for (LineageEvent event : events) {
      if (payloads.chance(0.2)) {
        order.add(event);
      }
    }
    if (payloads.chance(flavour.shuffled())) {
      Collections.shuffle(order, random);
    }
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      long afterMillis = History.ARRIVALS_SECONDS * 1000 * i / order.size();
      arrivals.add(new Arrival(order.get(i), History.START.plusMillis(afterMillis)));
    }
    return arrivals;
  }
}
