package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertKey;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Clean;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
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
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Sends events about representation to three partitions of the engine, one after the other. */
final class RepresentationScene {
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final EngineCluster cluster;
  private long events;

  RepresentationScene() {
    this(Policy.DEFAULT);
  }

  RepresentationScene(Policy policy) {
    cluster = new EngineCluster(new Random(3), 3, 5_000, 200_000, Fault.NONE, policy);
  }

  static Asset data(String name) {
    return Asset.parse("dataset:lab:" + name);
  }

  static Asset model(String name) {
    return Asset.parse("model:lab:" + name);
  }

  /** A composition by language in records: categories and their counts, one after the other. */
  static Composition languages(Object... counts) {
    return composition("language", "records", 0, counts);
  }

  static Composition composition(String dimension, String unit, double unknown, Object... counts) {
    SortedMap<String, Double> byCategory = new TreeMap<>();
    for (int i = 0; i < counts.length; i += 2) {
      byCategory.put((String) counts[i], ((Number) counts[i + 1]).doubleValue());
    }
    return new Composition(dimension, unit, CompositionMethod.MEASURED, byCategory, unknown);
  }

  static Input input(Asset asset, Composition... stated) {
    return input(asset, OptionalLong.empty(), OptionalDouble.empty(), stated);
  }

  static Input input(
      Asset asset, OptionalLong records, OptionalDouble weight, Composition... stated) {
    return new Input(
        asset, Role.SOURCE, records, OptionalLong.empty(), weight, "", List.of(stated), false);
  }

  static Output output(Asset asset, Composition... declared) {
    return output(asset, OptionalLong.empty(), declared);
  }

  static Output output(Asset asset, OptionalLong records, Composition... declared) {
    return new Output(
        asset, records, OptionalLong.empty(), "", List.of(declared), Collections.emptySortedMap());
  }

  /** A builder of an event; each is a minute later than the one before. */
  LineageEvent.Builder event(EventType type) {
    events++;
    return LineageEvent.builder(type)
        .eventId(new UUID(0, events))
        .eventTime(START.plusSeconds(60 * events))
        .producer("p")
        .job(new Job("lab", "j"))
        .run("r");
  }

  /** Sends an event and lets everything come to rest. */
  LineageEvent send(LineageEvent event) {
    cluster.feed(List.of(new Arrival(event, START)));
    cluster.restAt(cluster.now());
    return event;
  }

  LineageEvent ingest(Asset asset, Composition... declared) {
    return send(event(EventType.INGEST).outputs(List.of(output(asset, declared))).build());
  }

  LineageEvent synthetic(Asset asset, Composition... declared) {
    return send(event(EventType.SYNTHESIZE).outputs(List.of(output(asset, declared))).build());
  }

  LineageEvent clean(Input from, Asset to, Composition... declared) {
    return send(
        event(EventType.CLEAN)
            .inputs(List.of(from))
            .outputs(List.of(output(to, declared)))
            .clean(new Clean(List.of(), new TreeMap<>()))
            .build());
  }

  LineageEvent transform(
      TransformOperation operation, List<Input> from, Asset to, Composition... declared) {
    return send(
        event(EventType.TRANSFORM)
            .inputs(from)
            .outputs(List.of(output(to, declared)))
            .transform(new Transform(Optional.of(operation), "", List.of(), Optional.empty()))
            .build());
  }

  LineageEvent train(List<Input> from, Asset to, Target... targets) {
    return send(
        event(EventType.TRAIN)
            .inputs(from)
            .outputs(List.of(output(to)))
            .train(
                new Train(
                    "", new TreeMap<>(), Optional.of(new IntendedUse("", "", List.of(targets)))))
            .build());
  }

  /** A target for the languages: categories and their minimum shares, one after the other. */
  static Target target(Object... shares) {
    SortedMap<String, Double> byCategory = new TreeMap<>();
    for (int i = 0; i < shares.length; i += 2) {
      byCategory.put((String) shares[i], ((Number) shares[i + 1]).doubleValue());
    }
    return new Target("language", byCategory);
  }

  void retract(LineageEvent event) {
    send(
        event(EventType.RETRACT)
            .outputs(event.outputs().stream().map(one -> Output.of(one.asset())).toList())
            .retract(new Retract(event.eventId(), "a mistake"))
            .build());
  }

  void reclassify(Asset asset, boolean synthetic) {
    send(document(asset, Optional.of(new Reclassify(synthetic, "seen")), Optional.empty()));
  }

  void waive(Asset asset, RuleName rule, Instant until) {
    send(
        document(
            asset,
            Optional.empty(),
            Optional.of(new Waive(rule, Optional.empty(), "steward", "shipping", until))));
  }

  private LineageEvent document(
      Asset asset, Optional<Reclassify> reclassify, Optional<Waive> waive) {
    return event(EventType.DOCUMENT)
        .document(
            new Document(
                asset,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reclassify,
                waive,
                List.of()))
        .build();
  }

  static Ingest containing(Answer synthetic) {
    return new Ingest(
        "",
        "",
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        "",
        "",
        Answer.UNKNOWN,
        synthetic,
        "",
        "",
        "");
  }

  void passTimeTo(Instant instant) {
    cluster.restAt(instant);
  }

  /** The alert, as its owner has it; empty if it was never delivered. */
  Optional<Alert> alert(RuleName rule, Asset subject, Asset origin, String dimension) {
    return cluster
        .owner(subject)
        .alert(new AlertKey(subject, rule, origin, dimension))
        .map(AlertState::alert);
  }

  /** The open alerts of a rule, as they were last delivered. */
  List<Alert> open(RuleName rule) {
    return cluster.alerts().compacted().stream()
        .filter(alert -> alert.rule() == rule && alert.status() == AlertStatus.OPEN)
        .toList();
  }

  /** The categories in the evidence of the only open alert of a rule. */
  List<String> categories(RuleName rule) {
    return open(rule).stream()
        .flatMap(alert -> alert.evidence().stream())
        .map(AlertEvidence::category)
        .toList();
  }

  Node node(Asset asset) {
    return cluster.owner(asset).node(asset).orElseThrow();
  }

  MemoryState owner(Asset asset) {
    return cluster.owner(asset);
  }

  long records() {
    return cluster.alertRecords();
  }

  AlertState state(AlertKey key) {
    return cluster.owner(key.subject()).alert(key).orElseThrow();
  }
}
