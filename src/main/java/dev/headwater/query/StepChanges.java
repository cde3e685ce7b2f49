package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.representation.Change;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Statements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds what the step that made an asset changed, where one event made it from one dataset and from
 * nothing else.
 */
final class StepChanges {

  private StepChanges() {}

  /**
   * Compares an asset with the dataset that it was made from.
   *
   * @param read what is stated of the asset and of the dataset, if that was read
   * @param after what is represented in the asset
   * @param derive what is represented in a dataset
   * @return by measure; only those measures in which every amount of both is known exactly
   */
  static SortedMap<Measure, Represented.From> of(
      Asset asset,
      Map<Asset, Statements> read,
      SortedMap<Measure, Representation> after,
      Function<Asset, SortedMap<Measure, Representation>> derive) {
    SortedMap<Measure, Represented.From> changes = new TreeMap<>();
    Optional<Statements.Use> only = onlyInput(read.get(asset));
    if (only.isEmpty() || after.values().stream().noneMatch(Representation::isExact)) {
      return changes;
    }
    Asset from = only.get().asset();
    SortedMap<Measure, Representation> before = derive.apply(from);
    stated(only.get(), Optional.ofNullable(read.get(from))).forEach(before::put);
    after.forEach(
        (measure, made) -> {
          Representation used = before.get(measure);
          if (used != null && used.isExact() && made.isExact()) {
            changes.put(measure, new Represented.From(from, Change.between(used, made)));
          }
        });
    return changes;
  }

  /** The dataset that an asset was made from, if one event made it, and from nothing else. */
  private static Optional<Statements.Use> onlyInput(Statements own) {
    if (own.cut() || own.steps().size() != 1) {
      return Optional.empty();
    }
    Statements.Step step = own.steps().get(0);
    boolean comparable =
        switch (step.activity()) {
          case KEEP_SOME, KEEP_ALL, TRANSLATE, OTHER -> true;
          case INGEST, SYNTHESIZE, TRAIN -> false;
        };
    return comparable && step.inputs().size() == 1 && !step.inputsIncomplete()
        ? Optional.of(step.inputs().get(0))
        : Optional.empty();
  }

  /** What the step states of the dataset, in measures that the dataset itself does not declare. */
  private static SortedMap<Measure, Representation> stated(
      Statements.Use use, Optional<Statements> own) {
    SortedMap<Measure, Representation> stated = new TreeMap<>();
    for (Composition one : use.stated()) {
      Measure measure = Measure.of(one);
      if (own.flatMap(statements -> statements.declared(measure)).isEmpty()) {
        stated.putIfAbsent(measure, representation(use.asset(), one));
      }
    }
    return stated;
  }

  private static Representation representation(Asset asset, Composition stated) {
    SortedMap<String, Representation.Part> parts = new TreeMap<>();
    double total = stated.unknown();
    for (Map.Entry<String, Double> category : stated.counts().entrySet()) {
      double amount = category.getValue();
      total += amount;
      parts.put(
          category.getKey(),
          new Representation.Part(Interval.point(amount), Interval.upTo(amount)));
    }
    return new Representation(
        Measure.of(stated),
        switch (stated.method()) {
          case DECLARED -> Representation.Method.DECLARED;
          case MEASURED -> Representation.Method.MEASURED;
          case ESTIMATED -> Representation.Method.ESTIMATED;
        },
        List.of(asset),
        Interval.point(total),
        Interval.point(stated.unknown()),
        parts,
        Optional.empty(),
        Optional.empty());
  }
}
