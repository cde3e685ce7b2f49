package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Role;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import dev.headwater.representation.Statements.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What events state of several assets, as tests write it down. Not thread-safe. */
final class Stated {
  static final Measure LANGUAGES = new Measure("language", "records");

  private final Map<Asset, Statements> statements = new HashMap<>();
  private int events;

  static Asset dataset(String name) {
    return Asset.of(AssetKind.DATASET, "lab", name, "1");
  }

  static Asset model(String name) {
    return Asset.of(AssetKind.MODEL, "lab", name, "1");
  }

  /** A composition by language, in records: {@code languages("en", 10, "sw", 2)}. */
  static Composition languages(Object... counts) {
    return composition(LANGUAGES, 0, counts);
  }

  static Composition composition(Measure measure, double unknown, Object... counts) {
    SortedMap<String, Double> map = new TreeMap<>();
    for (int i = 0; i < counts.length; i += 2) {
      map.put((String) counts[i], ((Number) counts[i + 1]).doubleValue());
    }
    return new Composition(
        measure.dimension(), measure.unit(), CompositionMethod.MEASURED, map, unknown);
  }

  /** All of a dataset that may have gone in, or some of it. */
  static Use use(Asset asset) {
    return new Use(
        asset, Role.SOURCE, OptionalLong.empty(), OptionalDouble.empty(), false, List.of());
  }

  static Use use(Asset asset, long records) {
    return new Use(
        asset, Role.SOURCE, OptionalLong.of(records), OptionalDouble.empty(), false, List.of());
  }

  static Use inferred(Use use) {
    return new Use(use.asset(), use.role(), use.records(), use.weight(), true, use.stated());
  }

  static Use weighted(Use use, double weight) {
    return new Use(
        use.asset(),
        use.role(),
        use.records(),
        OptionalDouble.of(weight),
        use.inferred(),
        use.stated());
  }

  static Use stating(Use use, Composition... stated) {
    return new Use(
        use.asset(), use.role(), use.records(), use.weight(), use.inferred(), List.of(stated));
  }

  Step step(Activity activity, OptionalLong records, List<Use> uses) {
    SyntheticPart synthetic =
        switch (activity) {
          case SYNTHESIZE -> SyntheticPart.ALL;
          case INGEST -> SyntheticPart.ANY;
          case KEEP_SOME, KEEP_ALL, TRANSLATE, TRAIN, OTHER -> SyntheticPart.INHERITED;
        };
    return new Step(new UUID(0, ++events), activity, records, uses, false, synthetic);
  }

  Step step(Activity activity, Use... uses) {
    return step(activity, OptionalLong.empty(), List.of(uses));
  }

  Step step(Activity activity, long records, Use... uses) {
    return step(activity, OptionalLong.of(records), List.of(uses));
  }

  static Step incomplete(Step step) {
    return new Step(
        step.event(), step.activity(), step.records(), step.inputs(), true, step.synthetic());
  }

  static Step synthetic(Step step, SyntheticPart part) {
    return new Step(
        step.event(),
        step.activity(),
        step.records(),
        step.inputs(),
        step.inputsIncomplete(),
        part);
  }

  /** An asset that an INGEST brought, which declares its composition. */
  Asset ingested(String name, Composition... declared) {
    return made(name, List.of(declared), step(Activity.INGEST));
  }

  /** A dataset that these steps made, the latest first. */
  Asset made(String name, Step... steps) {
    return made(name, List.of(), steps);
  }

  Asset made(String name, List<Composition> declared, Step... steps) {
    return put(dataset(name), declared, Optional.empty(), steps);
  }

  Asset trained(String name, Step... steps) {
    return put(model(name), List.of(), Optional.empty(), steps);
  }

  Asset put(
      Asset asset, List<Composition> declared, Optional<Boolean> reclassified, Step... steps) {
    OptionalLong records =
        List.of(steps).stream()
            .map(Step::records)
            .filter(OptionalLong::isPresent)
            .findFirst()
            .orElseGet(OptionalLong::empty);
    put(new Statements(asset, declared, records, List.of(steps), reclassified, false));
    return asset;
  }

  void put(Statements stated) {
    statements.put(stated.asset(), stated);
  }

  void remove(Asset asset) {
    statements.remove(asset);
  }

  Optional<Statements> of(Asset asset) {
    return Optional.ofNullable(statements.get(asset));
  }

  SortedMap<Measure, Representation> derive(Asset subject) {
    return Derivation.of(subject, this::of, Optional.empty());
  }

  Representation derive(Asset subject, Measure measure) {
    Representation derived = derive(subject).get(measure);
    if (derived == null) {
      throw new AssertionError("nothing is said of " + measure + " in " + subject);
    }
    return derived;
  }

  /** What is said of the languages, in records. */
  Representation languagesOf(Asset subject) {
    return derive(subject, LANGUAGES);
  }

  /** A representation in one line: total, unknown, and the categories with their synthetic part. */
  static String text(Representation representation) {
    List<String> parts = new ArrayList<>();
    parts.add("total " + text(representation.total()));
    if (!representation.unknown().equals(Interval.ZERO)) {
      parts.add("unknown " + text(representation.unknown()));
    }
    representation
        .categories()
        .forEach((category, part) -> parts.add(category + " " + text(part.amount())));
    return String.join(", ", parts);
  }

  static String text(Interval interval) {
    if (interval.isPoint()) {
      return Numbers.text(interval.low());
    }
    return Numbers.text(interval.low())
        + ".."
        + (interval.isBounded() ? Numbers.text(interval.high()) : "");
  }
}
