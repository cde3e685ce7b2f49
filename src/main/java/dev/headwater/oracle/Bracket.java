package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one answer must reflect, and what it may reflect. Of each event, and of each asset that it
 * is about, it is certain that the answer reflects it, or open, or certain that it does not. Not
 * thread-safe.
 */
public final class Bracket {
  /**
   * For up to this many open events of an asset, all sets of them are tried. With more of them, all
   * facts of the asset are taken to be possible.
   */
  static final int MAX_OPEN = 8;

  private final RecordIndex records;
  private final Reflection reflection;
  private final Terms terms;
  private final Instant from;
  private final Instant to;
  private final Map<Asset, Possible> possible = new HashMap<>();
  private boolean open;

  /** Which events an answer reflects. */
  public interface Reflection {
    /** Whether the answer is certain to reflect what the event says of this asset. */
    boolean isCertain(LineageEvent event, Asset at);

    /** Whether the answer may reflect the event. True for every certain event. */
    boolean isPossible(LineageEvent event);

    /** The same events are possible, and none is certain. */
    default Reflection withNothingCertain() {
      Reflection all = this;
      return new Reflection() {
        @Override
        public boolean isCertain(LineageEvent event, Asset at) {
          return false;
        }

        @Override
        public boolean isPossible(LineageEvent event) {
          return all.isPossible(event);
        }
      };
    }
  }

  /**
   * @param from when the request was sent
   * @param to when the answer came
   */
  public Bracket(
      RecordIndex records, Reflection reflection, Terms terms, Instant from, Instant to) {
    this.records = records;
    this.reflection = reflection;
    this.terms = terms;
    this.from = from;
    this.to = to;
  }

  RecordIndex records() {
    return records;
  }

  Terms terms() {
    return terms;
  }

  Instant from() {
    return from;
  }

  Instant to() {
    return to;
  }

  /** The facts that the asset may have. */
  Possible at(Asset asset) {
    Possible here = possible.computeIfAbsent(asset, this::create);
    open |= !here.isCertain();
    return here;
  }

  private Possible create(Asset asset) {
    List<LineageEvent> certain = new ArrayList<>();
    List<LineageEvent> more = new ArrayList<>();
    for (LineageEvent event : records.at(asset)) {
      List<LineageEvent> withdrawals = records.withdrawals(event, asset);
      boolean gone = withdrawals.stream().anyMatch(one -> reflection.isCertain(one, asset));
      if (reflection.isPossible(event) && !gone) {
        boolean stays = withdrawals.stream().noneMatch(reflection::isPossible);
        (stays && reflection.isCertain(event, asset) ? certain : more).add(event);
      }
    }
    return new Possible(asset, certain, more, terms, MAX_OPEN);
  }

  /**
   * Whether everything that was asked of this was certain, so that only one answer is right. True
   * if nothing was asked.
   */
  public boolean leftNothingOpen() {
    return !open;
  }

  /** Whether the answer must know the asset. */
  public boolean mustBeNamed(Asset asset) {
    return records.naming(asset).stream().anyMatch(event -> reflection.isCertain(event, asset));
  }

  /** Whether the answer may know the asset. */
  public boolean mayBeNamed(Asset asset) {
    return records.naming(asset).stream().anyMatch(reflection::isPossible);
  }

  /**
   * Whether a retraction may be under way. While it is, exposures that have another path, too, may
   * be gone for a moment.
   */
  boolean mayRetract() {
    return records.retractions().stream()
        .filter(reflection::isPossible)
        .anyMatch(
            one ->
                one.outputs().stream()
                    .map(Output::asset)
                    .anyMatch(asset -> !reflection.isCertain(one, asset)));
  }

  /** All inputs of these events that match. */
  static Set<Asset> inputs(List<LineageEvent> events, Predicate<Input> which) {
    Set<Asset> inputs = new TreeSet<>();
    for (LineageEvent event : events) {
      event.inputs().stream().filter(which).map(Input::asset).forEach(inputs::add);
    }
    return inputs;
  }

  /** The least distance of each asset upstream along edges that may be live, itself included. */
  Map<Asset, Integer> mayDescendFrom(Asset asset, Predicate<Input> which) {
    return up(asset, at -> inputs(at(at).all(), which));
  }

  /** The distance of each asset upstream along edges that are live in every case. */
  Map<Asset, Integer> mustDescendFrom(Asset asset, Predicate<Input> which) {
    return up(asset, at -> inputs(at(at).certain(), which));
  }

  private static Map<Asset, Integer> up(Asset asset, Function<Asset, Set<Asset>> inputs) {
    return Reach.distances(asset, inputs, any -> true);
  }

  /** The least distance of each asset downstream along edges that may be live, itself included. */
  Map<Asset, Integer> mayGoInto(Asset asset) {
    return Reach.distances(asset, from -> made(from, Possible::all), any -> true);
  }

  /** The distance of each asset downstream along edges that are live in every case. */
  Map<Asset, Integer> mustGoInto(Asset asset) {
    return Reach.distances(asset, from -> made(from, Possible::certain), any -> true);
  }

  private Set<Asset> made(Asset from, Function<Possible, List<LineageEvent>> which) {
    Set<Asset> made = new TreeSet<>();
    for (Asset target : records.madeFrom(from)) {
      if (inputs(which.apply(at(target)), any -> true).contains(from)) {
        made.add(target);
      }
    }
    return made;
  }
}
