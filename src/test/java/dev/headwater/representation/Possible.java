package dev.headwater.representation;

import dev.headwater.representation.Pipeline.Event;
import dev.headwater.representation.Pipeline.Kind;
import dev.headwater.representation.Pipeline.Made;
import dev.headwater.representation.Pipeline.Take;
import dev.headwater.model.AssetKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * Enumerates what the records of the assets of a pipeline can be, given what events say. It shares
 * nothing with the product. Different uses of a dataset are enumerated independently of each other.
 */
final class Possible {
  /** The most records of a dataset of unknown size that are enumerated. */
  private static final int CAP = 4;

  /** The most possibilities that one step goes through. */
  private static final int MOST = 200_000;

  private final Pipeline pipeline;
  private final List<Set<Long>> possible = new ArrayList<>();
  private final List<Set<Long>> made = new ArrayList<>();
  private boolean capped;
  private boolean cut;
  private boolean several;

  Possible(Pipeline pipeline) {
    this.pipeline = pipeline;
    for (Made asset : pipeline.assets()) {
      Set<Long> states = several(asset);
      made.add(states);
      possible.add(asset.declared().isPresent() ? relabelled(asset, states) : states);
    }
  }

  /**
   * What the subject can be. Records that its own composition does not count are not among them.
   */
  Set<Long> ofSubject() {
    Made subject = pipeline.subject();
    Set<Long> states = possible.get(possible.size() - 1);
    if (subject.declared().isEmpty()) {
      return states;
    }
    int rest = rest(subject);
    Set<Long> accounted = new HashSet<>();
    for (long state : states) {
      for (int synthetic = 0; synthetic <= rest; synthetic++) {
        int genuine = rest - synthetic;
        if (Records.count(state, Pipeline.UNKNOWN, true) >= synthetic
            && Records.count(state, Pipeline.UNKNOWN, false) >= genuine) {
          accounted.add(
              state
                  - Records.some(Pipeline.UNKNOWN, true, synthetic)
                  - Records.some(Pipeline.UNKNOWN, false, genuine));
        }
      }
    }
    return accounted;
  }

  /** What the subject can be, with the records that its own composition does not count. */
  Set<Long> ofAllOfSubject() {
    return possible.get(possible.size() - 1);
  }

  /**
   * The least and the greatest share of a category in the mix of the subject's training; empty if
   * the mix has no weights.
   */
  Optional<double[]> weightedShare(int category) {
    List<Take> takes = pipeline.subject().events().get(0).takes();
    if (pipeline.subject().asset().kind() != AssetKind.MODEL
        || pipeline.subject().events().get(0).incomplete()
        || takes.stream().anyMatch(take -> take.weight().isEmpty())) {
      return Optional.empty();
    }
    double least = 0;
    double most = 0;
    double weights = 0;
    for (Take take : takes) {
      double weight = take.weight().orElseThrow();
      Set<Long> states = taken(take, true);
      if (states.isEmpty()) {
        return Optional.empty();
      }
      weights += weight;
      least += weight * states.stream().mapToDouble(s -> share(s, category)).min().orElseThrow();
      most += weight * states.stream().mapToDouble(s -> share(s, category)).max().orElseThrow();
    }
    return Optional.of(new double[] {least / weights, most / weights});
  }

  static double share(long records, int category) {
    int size = Records.size(records);
    return size == 0 ? 0 : (double) Records.count(records, category) / size;
  }

  /** Whether the size of something was unknown, so that not all was enumerated. */
  boolean isCapped() {
    return capped;
  }

  /** Whether the synthetic part of a declared amount depends on inputs. */
  boolean cutsSynthetic() {
    return cut;
  }

  /** Whether several events made an asset. */
  boolean hasSeveralEvents() {
    return several;
  }

  private Set<Long> several(Made asset) {
    boolean alone = asset.events().size() == 1;
    List<Set<Long>> each = new ArrayList<>();
    for (Event event : asset.events()) {
      each.add(made(asset, event, alone));
    }
    Set<Long> states = new HashSet<>(each.get(0));
    if (!alone) {
      several = true;
      states.addAll(each.get(1));
      states.addAll(sums(each.get(0), each.get(1)));
      if (pipeline.measure().inRecords() && asset.size().isPresent()) {
        states = only(states, state -> Records.size(state) == asset.size().getAsInt());
      }
    }
    return asset.reclassified().orElse(false) ? map(states, Records::allSynthetic) : states;
  }

  private Set<Long> made(Made asset, Event event, boolean alone) {
    boolean genuine = asset.reclassified().isPresent() && !asset.reclassified().get();
    OptionalInt records = pipeline.measure().inRecords() && event.kind() != Kind.TRAIN
            ? event.records()
            : OptionalInt.empty();
    if (event.incomplete()) {
      Set<Long> any = unknown(asset, records, true, true);
      return event.kind() == Kind.TRANSLATE_BY_MODEL && !genuine
          ? map(any, Records::allSynthetic)
          : event.kind() == Kind.SYNTHESIZE && !genuine ? map(any, Records::allSynthetic) : any;
    }
    switch (event.kind()) {
      case INGEST -> {
        return unknown(asset, records, !genuine, true);
      }
      case INGEST_OF_GENUINE, PARAPHRASE -> {
        return unknown(asset, records, synthetic(event), true);
      }
      case SYNTHESIZE -> {
        return unknown(asset, records, !genuine || synthetic(event), genuine);
      }
      case CLEAN, MERGE, TRANSLATE, TRANSLATE_BY_MODEL, TRAIN -> {
        Set<Long> pool = Set.of(Records.NONE);
        for (Take take : event.takes()) {
          pool = sums(pool, taken(take, event.kind() == Kind.TRAIN));
        }
        Set<Long> states = event.kind() == Kind.CLEAN ? parts(pool) : pool;
        if (records.isPresent()) {
          Set<Long> sized = only(states, s -> Records.size(s) == records.getAsInt());
          states = alone || !sized.isEmpty() ? sized : states;
        }
        boolean translated =
            event.kind() == Kind.TRANSLATE || event.kind() == Kind.TRANSLATE_BY_MODEL;
        if (translated && pipeline.translatesCategories()) {
          states = map(states, Records::withoutCategories);
        }
        return event.kind() == Kind.TRANSLATE_BY_MODEL && !genuine
            ? map(states, Records::allSynthetic)
            : states;
      }
    }
    throw new AssertionError(event.kind());
  }

  /** Whether anything that an event used can contain synthetic records. */
  private boolean synthetic(Event event) {
    return event.takes().stream()
        .flatMap(take -> pool(take).stream())
        .anyMatch(state -> Records.synthetic(state) > 0);
  }

  /** Records of which no category is known. */
  private Set<Long> unknown(
      Made asset, OptionalInt records, boolean maybeSynthetic, boolean maybeGenuine) {
    int least = records.orElse(0);
    int most = records.orElse(CAP);
    if (records.isEmpty() && asset.declared().isPresent()) {
      least = total(asset);
      most = least;
    } else if (records.isEmpty()) {
      capped = true;
    }
    Set<Long> states = new HashSet<>();
    for (int size = least; size <= most; size++) {
      for (int synthetic = 0; synthetic <= size; synthetic++) {
        if ((maybeSynthetic || synthetic == 0) && (maybeGenuine || synthetic == size)) {
          states.add(
              Records.some(Pipeline.UNKNOWN, true, synthetic)
                  + Records.some(Pipeline.UNKNOWN, false, size - synthetic));
        }
      }
    }
    return states;
  }

  private Set<Long> taken(Take take, boolean wholeByDefault) {
    Set<Long> pool = pool(take);
    if (take.inferred()) {
      return parts(pool);
    }
    if (take.records().isEmpty()) {
      return wholeByDefault ? pool : parts(pool);
    }
    int records = take.records().getAsInt();
    if (pipeline.measure().inRecords()) {
      return only(parts(pool), part -> Records.size(part) == records);
    }
    OptionalInt size = pipeline.assets().get(take.from()).size();
    if (size.isPresent() && records >= size.getAsInt()) {
      return pool;
    }
    return records == 0 ? Set.of(Records.NONE) : parts(pool);
  }

  private Set<Long> pool(Take take) {
    Made from = pipeline.assets().get(take.from());
    if (from.declared().isPresent() || take.stated().isEmpty()) {
      return possible.get(take.from());
    }
    cut = true;
    Set<Long> states = new HashSet<>();
    for (long state : labelled(take.stated().get())) {
      if (made.get(take.from()).stream().anyMatch(source -> isPartOf(state, source))) {
        states.add(state);
      }
    }
    return states;
  }

  private int rest(Made asset) {
    int[] declared = asset.declared().orElseThrow();
    return pipeline.measure().inRecords() && asset.size().isPresent()
        ? Math.max(0, asset.size().getAsInt() - sum(declared))
        : 0;
  }

  private int total(Made asset) {
    return sum(asset.declared().orElseThrow()) + rest(asset);
  }

  private static int sum(int[] amounts) {
    int sum = 0;
    for (int amount : amounts) {
      sum += amount;
    }
    return sum;
  }

  /** What is declared, in the ways in which it can follow from what was made. */
  private Set<Long> relabelled(Made asset, Set<Long> sources) {
    cut |= asset.events().stream().anyMatch(event -> !event.takes().isEmpty());
    int[] amounts = asset.declared().orElseThrow().clone();
    amounts[Pipeline.UNKNOWN] += rest(asset);
    Set<Long> states = new HashSet<>();
    for (long state : labelled(amounts)) {
      if (sources.stream().anyMatch(source -> isOf(state, source))) {
        states.add(state);
      }
    }
    return states;
  }

  /** Whether the records are those of the source, some of them with a category lost or found. */
  private static boolean isOf(long state, long source) {
    return Records.synthetic(state) == Records.synthetic(source)
        && Records.genuine(state) == Records.genuine(source)
        && isPartOf(state, source);
  }

  private static boolean isPartOf(long state, long source) {
    for (boolean synthetic : new boolean[] {true, false}) {
      int found = 0;
      for (int category = 0; category < Pipeline.UNKNOWN; category++) {
        found +=
            Math.max(
                0,
                Records.count(state, category, synthetic)
                    - Records.count(source, category, synthetic));
      }
      if (found > Records.count(source, Pipeline.UNKNOWN, synthetic)
          || Records.of(state, synthetic) > Records.of(source, synthetic)) {
        return false;
      }
    }
    return true;
  }

  /** Records with these categories. */
  private static Set<Long> labelled(int[] amounts) {
    Set<Long> states = Set.of(Records.NONE);
    for (int category = 0; category < amounts.length; category++) {
      Set<Long> ways = new HashSet<>();
      for (int synthetic = 0; synthetic <= amounts[category]; synthetic++) {
        ways.add(
            Records.some(category, true, synthetic)
                + Records.some(category, false, amounts[category] - synthetic));
      }
      states = sums(states, ways);
    }
    return states;
  }

  private static Set<Long> sums(Set<Long> some, Set<Long> others) {
    giveUpIfMany((long) some.size() * others.size());
    Set<Long> sums = new HashSet<>();
    for (long one : some) {
      for (long other : others) {
        sums.add(one + other);
      }
    }
    return sums;
  }

  private static Set<Long> parts(Set<Long> states) {
    Set<Long> parts = new HashSet<>();
    for (long state : states) {
      giveUpIfMany((long) states.size() * parts.size());
      if (!parts.contains(state)) {
        parts.addAll(Records.parts(state));
      }
    }
    return parts;
  }

  /** Pipelines with too many possibilities are passed over. */
  private static void giveUpIfMany(long steps) {
    if (steps > MOST) {
      throw new TooManyException();
    }
  }

  /** There is more to enumerate than a test has time for. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Set<Long> only(Set<Long> states, LongPredicate condition) {
    Set<Long> kept = new HashSet<>();
    for (long state : states) {
      if (condition.test(state)) {
        kept.add(state);
      }
    }
    return kept;
  }

  private static Set<Long> map(Set<Long> states, LongUnaryOperator change) {
    Set<Long> changed = new HashSet<>();
    for (long state : states) {
      changed.add(change.applyAsLong(state));
    }
    return changed;
  }
}
