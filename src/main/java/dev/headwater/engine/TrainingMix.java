package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.Declared;
import dev.headwater.representation.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The training data of a model in one dimension and unit: the carrying dataset inputs of all its
 * live trainings together, each dataset once. A dataset counts whole unless its {@code records} say
 * that only a part went in.
 *
 * <p>If every training states a weight for each of its datasets, shares are weighted. Nothing says
 * how much one training counts beside another, so a share can be that of any of them, or between.
 *
 * @param mixes the parts of all trainings together, one for each dataset; if shares are weighted,
 *     the parts of each training by itself, one for each input
 * @param weighted whether shares are weighted
 */
record TrainingMix(List<List<Part>> mixes, boolean weighted) {

  TrainingMix {
    mixes = List.copyOf(mixes);
  }

  /**
   * One dataset of the mix.
   *
   * @param composition empty if nothing is known of it in this dimension and unit
   * @param least the least of it that went in
   * @param most the most of it that went in; infinite if nothing bounds it
   * @param weight its weight; 0 if it has none
   */
  private record Part(Optional<Composition> composition, double least, double most, double weight) {

    private double known(String category) {
      return composition.map(one -> one.counts().getOrDefault(category, 0.0)).orElse(0.0);
    }

    /** The most of the category that can have gone in, all that is not known counted in. */
    double mostOf(String category) {
      double there = composition.map(one -> known(category) + one.unknown()).orElse(most);
      return Math.min(there, most);
    }

    /** The most that can have gone in that is not known to be of the category. */
    double mostOthers(String category) {
      double there = composition.map(one -> total(one) - known(category)).orElse(most);
      return Math.min(Math.max(0, there), most);
    }
  }

  /** The datasets that the model was trained on, with all uses by its trainings, latest first. */
  static SortedMap<Asset, List<Input>> uses(RuleSubject subject) {
    SortedMap<Asset, List<Input>> uses = new TreeMap<>();
    for (LineageEvent training : trainings(subject)) {
      for (Input input : sources(subject, training)) {
        uses.computeIfAbsent(input.asset(), asset -> new ArrayList<>()).add(input);
      }
    }
    return uses;
  }

  private static List<LineageEvent> trainings(RuleSubject subject) {
    return subject.stated().made().stream()
        .filter(event -> event.type() == EventType.TRAIN)
        .toList();
  }

  private static List<Input> sources(RuleSubject subject, LineageEvent training) {
    return training.inputs().stream().filter(subject::isSource).toList();
  }

  /**
   * The training data in each unit of a dimension in which something is known of it. Empty where
   * any share is possible: a training does not name all its inputs, there are more trainings than
   * are looked at, or the owner of a dataset has not answered.
   */
  static List<TrainingMix> of(RuleSubject subject, String dimension) {
    SortedMap<Asset, List<Input>> uses = uses(subject);
    List<LineageEvent> trainings = trainings(subject);
    boolean open =
        subject.stated().cut()
            || trainings.stream().anyMatch(one -> one.inputsComplete() == Completeness.INCOMPLETE)
            || !subject.inputs().keySet().containsAll(uses.keySet());
    if (open) {
      return List.of();
    }
    SortedSet<Measure> measures = new TreeSet<>();
    uses.values().stream()
        .flatMap(inputs -> known(subject, inputs).stream())
        .filter(one -> one.dimension().equals(dimension))
        .forEach(one -> measures.add(Measure.of(one)));
    List<List<Input>> each =
        trainings.stream()
            .map(training -> sources(subject, training))
            .filter(inputs -> !inputs.isEmpty())
            .toList();
    boolean weighted = each.stream().allMatch(TrainingMix::isWeighted);
    return measures.stream()
        .map(
            measure ->
                new TrainingMix(
                    weighted
                        ? each.stream()
                            .map(inputs -> parts(subject, measure, inputs.stream().map(List::of)))
                            .toList()
                        : List.of(parts(subject, measure, uses.values().stream())),
                    weighted))
        .toList();
  }

  /** Whether a training states a weight for each of its datasets. */
  private static boolean isWeighted(List<Input> inputs) {
    boolean all = inputs.stream().allMatch(input -> input.weight().isPresent());
    double sum = inputs.stream().mapToDouble(input -> input.weight().orElse(0)).sum();
    return all && sum > 0 && Double.isFinite(sum);
  }

  /** What is known of a dataset: what it declares, and then what these uses state of it. */
  private static List<Composition> known(RuleSubject subject, List<Input> uses) {
    List<Composition> known = new ArrayList<>(declared(subject, uses.get(0)).compositions());
    uses.forEach(use -> known.addAll(use.composition()));
    return known;
  }

  private static List<Part> parts(
      RuleSubject subject, Measure measure, Stream<List<Input>> ofDatasets) {
    return ofDatasets.map(uses -> part(subject, measure, uses)).toList();
  }

  /** What went in of a dataset: no less than the use that takes most of it. */
  private static Part part(RuleSubject subject, Measure measure, List<Input> uses) {
    Optional<Composition> composition = RuleSubject.of(known(subject, uses), measure);
    OptionalLong records = declared(subject, uses.get(0)).records();
    double total = Double.POSITIVE_INFINITY;
    if (composition.isPresent()) {
      total = total(composition.get());
    } else if (measure.inRecords() && records.isPresent()) {
      total = records.getAsLong();
    }
    double least = 0;
    double most = 0;
    for (Input use : uses) {
      boolean whole =
          !use.inferred()
              && (use.records().isEmpty()
                  || !measure.inRecords()
                      && records.isPresent()
                      && use.records().getAsLong() >= records.getAsLong());
      if (whole) {
        least = total < Double.POSITIVE_INFINITY ? total : least;
        most = total;
      } else if (!use.inferred() && (measure.inRecords() || use.records().getAsLong() == 0)) {
        double taken = Math.min(use.records().getAsLong(), total);
        least = Math.max(least, taken);
        most += taken;
      } else {
        most = total;
      }
    }
    return new Part(
        composition, least, Math.max(least, Math.min(most, total)), uses.get(0).weight().orElse(0));
  }

  private static Declared declared(RuleSubject subject, Input use) {
    return subject.inputs().get(use.asset());
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
    return shares(category, TrainingMix::largest).max().orElse(1);
  }

  /** The share that the category is known to have at least. */
  double smallestShare(String category) {
    return shares(category, TrainingMix::smallest).min().orElse(0);
  }

  private interface Share {
    double of(List<Part> parts, String category);
  }

  private DoubleStream shares(String category, Share share) {
    return mixes.stream()
        .mapToDouble(
            parts -> weighted ? average(parts, category, share) : share.of(parts, category));
  }

  private static double average(List<Part> parts, String category, Share share) {
    double sum = 0;
    double weights = 0;
    for (Part part : parts) {
      sum += part.weight() * share.of(List.of(part), category);
      weights += part.weight();
    }
    return Math.min(1, sum / weights);
  }

  private static double largest(List<Part> parts, String category) {
    double most = 0;
    double others = 0;
    for (Part part : parts) {
      most += part.mostOf(category);
      others += Math.max(0, part.least() - part.mostOf(category));
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
      least += Math.max(0, part.least() - part.mostOthers(category));
      others += part.mostOthers(category);
    }
    return least == 0 || others == Double.POSITIVE_INFINITY ? 0 : least / (least + others);
  }
}
