package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.Declared;
import dev.headwater.representation.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The training data of a model in one dimension and unit: all carrying dataset inputs of its live
 * trainings together, each once, as the latest training that uses it states. Each counts whole
 * unless the training says that only a part went in.
 *
 * @param parts one for each dataset
 * @param weighted whether every dataset has a weight, so that shares are weighted
 */
record TrainingMix(List<Part> parts, boolean weighted) {

  /**
   * One dataset of the mix.
   *
   * @param composition empty if nothing is known of it in this dimension and unit
   * @param taken how much of it went in; infinite if that is not known, and nothing bounds it
   * @param exact whether {@code taken} is exact; otherwise it is the most that went in
   * @param weight its weight; 0 if it has none
   */
  private record Part(
      Optional<Composition> composition, double taken, boolean exact, double weight) {

    double counted() {
      return composition.map(TrainingMix::total).orElse(0.0);
    }

    double known(String category) {
      return composition.map(one -> one.counts().getOrDefault(category, 0.0)).orElse(0.0);
    }

    /** The most of the category that can have gone in. */
    double most(String category) {
      double possible =
          composition.isEmpty() ? taken : known(category) + composition.get().unknown();
      return Math.min(possible, taken);
    }

    /** The least of the category that is known to have gone in, if {@code taken} went in. */
    double least(String category) {
      return composition.isEmpty() ? 0 : Math.max(0, taken - (counted() - known(category)));
    }

    /** The most of all other categories that can have gone in. */
    double mostOthers(String category) {
      double possible = composition.isEmpty() ? taken : counted() - known(category);
      return Math.min(possible, taken);
    }
  }

  TrainingMix {
    parts = List.copyOf(parts);
  }

  /** The datasets that the model was trained on, each as the latest training states its use. */
  static SortedMap<Asset, Input> uses(RuleSubject subject) {
    SortedMap<Asset, Input> uses = new TreeMap<>();
    for (LineageEvent event : subject.stated().made()) {
      if (event.type() == EventType.TRAIN) {
        for (Input input : event.inputs()) {
          if (subject.isSource(input)) {
            uses.putIfAbsent(input.asset(), input);
          }
        }
      }
    }
    return uses;
  }

  /**
   * The training data in each unit of a dimension in which something is known. Empty while the
   * owner of one of the datasets has not answered, because then nothing can be ruled out.
   */
  static List<TrainingMix> of(RuleSubject subject, String dimension) {
    SortedMap<Asset, Input> uses = uses(subject);
    Map<Asset, List<Composition>> known = new LinkedHashMap<>();
    Set<Measure> measures = new TreeSet<>();
    for (Asset asset : uses.keySet()) {
      Declared declared = subject.inputs().get(asset);
      if (declared == null) {
        return List.of();
      }
      List<Composition> compositions = new ArrayList<>(declared.compositions());
      compositions.addAll(stated(subject, asset));
      known.put(asset, compositions);
      for (Composition one : compositions) {
        if (one.dimension().equals(dimension)) {
          measures.add(Measure.of(one));
        }
      }
    }
    boolean weighted =
        uses.values().stream().allMatch(input -> input.weight().isPresent())
            && uses.values().stream().anyMatch(input -> input.weight().getAsDouble() > 0);
    List<TrainingMix> mixes = new ArrayList<>();
    for (Measure measure : measures) {
      List<Part> parts = new ArrayList<>();
      uses.forEach(
          (asset, input) ->
              parts.add(
                  part(
                      input,
                      RuleSubject.of(known.get(asset), measure),
                      subject.inputs().get(asset).records(),
                      measure)));
      mixes.add(new TrainingMix(parts, weighted));
    }
    return mixes;
  }

  /** What trainings state of a dataset, the latest first. */
  private static List<Composition> stated(RuleSubject subject, Asset asset) {
    List<Composition> stated = new ArrayList<>();
    for (LineageEvent event : subject.stated().made()) {
      if (event.type() == EventType.TRAIN) {
        for (Input input : event.inputs()) {
          if (subject.isSource(input) && input.asset().equals(asset)) {
            stated.addAll(input.composition());
          }
        }
      }
    }
    return stated;
  }

  private static Part part(
      Input input, Optional<Composition> composition, OptionalLong records, Measure measure) {
    double weight = input.weight().orElse(0);
    double total =
        composition.isPresent()
            ? total(composition.get())
            : measure.inRecords() && records.isPresent()
                ? records.getAsLong()
                : Double.POSITIVE_INFINITY;
    if (input.inferred()) {
      return new Part(composition, total, total == 0, weight);
    }
    if (input.records().isEmpty()) {
      return new Part(composition, total, total < Double.POSITIVE_INFINITY, weight);
    }
    long taken = input.records().getAsLong();
    if (measure.inRecords()) {
      return new Part(composition, Math.min(taken, total), true, weight);
    }
    boolean whole = records.isPresent() && taken >= records.getAsLong();
    return taken == 0
        ? new Part(composition, 0, true, weight)
        : new Part(composition, total, whole && composition.isPresent(), weight);
  }

  private static double total(Composition composition) {
    double total = composition.unknown();
    for (double count : composition.counts().values()) {
      total += count;
    }
    return total;
  }

  /** The largest share that the category can have, all that is not known counted in. */
  double largestShare(String category) {
    if (weighted) {
      double share = 0;
      for (Part part : parts) {
        share += part.weight() * largest(List.of(part), category);
      }
      return Math.min(1, share / weights());
    }
    return largest(parts, category);
  }

  /** The share that the category is known to have at least. */
  double smallestShare(String category) {
    if (weighted) {
      double share = 0;
      for (Part part : parts) {
        share += part.weight() * smallest(List.of(part), category);
      }
      return share / weights();
    }
    return smallest(parts, category);
  }

  private double weights() {
    return parts.stream().mapToDouble(Part::weight).sum();
  }

  private static double largest(List<Part> parts, String category) {
    double most = 0;
    double others = 0;
    for (Part part : parts) {
      most += part.most(category);
      others += part.exact() ? part.taken() - part.most(category) : 0;
    }
    if (most == Double.POSITIVE_INFINITY || most + others == 0) {
      return 1;
    }
    return most / (most + others);
  }

  private static double smallest(List<Part> parts, String category) {
    double least = 0;
    double others = 0;
    for (Part part : parts) {
      least += part.exact() ? part.least(category) : 0;
      others +=
          part.exact() ? part.taken() - part.least(category) : part.mostOthers(category);
    }
    return least == 0 || others == Double.POSITIVE_INFINITY ? 0 : least / (least + others);
  }
}
