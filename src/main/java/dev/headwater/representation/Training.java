package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a model was trained on: the datasets of all its trainings together, each of them once. */
final class Training {
  private Training() {}

  /** The datasets that a model was trained on, in the order of their URNs. */
  static List<Asset> datasets(Statements model) {
    return trainings(model).stream()
        .flatMap(step -> step.inputs().stream())
        .map(Use::asset)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Step> trainings(Statements model) {
    return model.steps().stream().filter(step -> step.activity() == Activity.TRAIN).toList();
  }

  /**
   * What the model is made of.
   *
   * <p>Weights decide the shares only if every dataset of every training has one. The weights of a
   * training compare its own datasets with each other. Nothing says how much one training counts
   * beside another, so each keeps its own shares, and those of the model are somewhere between
   * them. Which of the trainings is the latest does not matter.
   *
   * @param sources for each of its steps, what each input takes from
   */
  static Derived of(Statements model, Measure measure, List<List<Source>> sources) {
    List<Step> trainings = trainings(model);
    if (trainings.isEmpty()) {
      return Derived.not(
          Amounts.unknown(Interval.ANY), "no live event says what it was trained on");
    }
    for (Step step : trainings) {
      if (step.inputsIncomplete()) {
        return Derived.not(
            Amounts.unknown(Interval.ANY),
            "event " + step.event() + " does not name all that it was trained on");
      }
    }
    Map<Asset, Material> materials = new LinkedHashMap<>();
    for (int i = 0; i < model.steps().size(); i++) {
      Step step = model.steps().get(i);
      if (step.activity() == Activity.TRAIN) {
        for (int input = 0; input < step.inputs().size(); input++) {
          Use use = step.inputs().get(input);
          materials
              .computeIfAbsent(use.asset(), asset -> new Material())
              .add(use, sources.get(i).get(input), measure);
        }
      }
    }
    if (materials.isEmpty()) {
      return Derived.not(
          Amounts.unknown(Interval.ANY), "its training names no dataset that it was trained on");
    }
    Optional<Asset> unread =
        materials.values().stream().flatMap(one -> one.source.unread().stream()).findFirst();
    return new Derived(
        AmountsSum.of(materials.values().stream().map(one -> one.taken(measure))),
        Optional.empty(),
        unread,
        weighted(model, measure, sources));
  }

  /** A dataset, with all that trainings used of it, the latest first. */
  private static final class Material {
    private final List<Use> uses = new ArrayList<>();
    private Source source;
    private boolean stated;

    /** The latest training that states the composition of the dataset decides. */
    void add(Use use, Source seen, Measure measure) {
      uses.add(use);
      if (!stated) {
        boolean states = Statements.find(use.stated(), measure).isPresent();
        source = states || uses.size() == 1 ? seen : source;
        stated = states;
      }
    }

    Amounts taken(Measure measure) {
      return Taken.together(uses, source, measure);
    }
  }

  /** The shares in each training, if all of them state a weight for each of their datasets. */
  private static List<SortedMap<String, Interval>> weighted(
      Statements model, Measure measure, List<List<Source>> sources) {
    List<SortedMap<String, Interval>> shares = new ArrayList<>();
    for (int i = 0; i < model.steps().size(); i++) {
      Step step = model.steps().get(i);
      if (step.activity() == Activity.TRAIN && !step.inputs().isEmpty()) {
        Optional<SortedMap<String, Interval>> one = weighted(step, measure, sources.get(i));
        if (one.isEmpty()) {
          return List.of();
        }
        shares.add(one.get());
      }
    }
    return shares;
  }

  private static Optional<SortedMap<String, Interval>> weighted(
      Step training, Measure measure, List<Source> sources) {
    Sum weights = new Sum();
    for (Use use : training.inputs()) {
      if (use.weight().isEmpty()) {
        return Optional.empty();
      }
      weights.add(use.weight().getAsDouble());
    }
    double all = weights.value();
    if (!(all > 0 && all <= Double.MAX_VALUE)) {
      return Optional.empty();
    }
    SortedMap<String, Interval> shares = new TreeMap<>();
    for (int i = 0; i < sources.size(); i++) {
      Use use = training.inputs().get(i);
      double weight = use.weight().getAsDouble();
      Amounts taken = Taken.of(use, sources.get(i), measure, true);
      taken.rows().forEach((category, row) -> add(shares, category, weight, Shares.of(taken, row)));
    }
    shares.replaceAll(
        (category, sum) ->
            new Interval(Math.min(1, sum.low() / all), Math.min(1, sum.high() / all)));
    return Optional.of(shares);
  }

  private static void add(
      SortedMap<String, Interval> sums, String category, double weight, Interval share) {
    sums.merge(
        category,
        new Interval(weight * share.low(), weight * share.high()),
        (one, other) -> new Interval(one.low() + other.low(), one.high() + other.high()));
  }
}
