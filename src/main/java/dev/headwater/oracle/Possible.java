package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The facts that one asset may have when some records may or may not count. Each event of the asset
 * is certainly live, open, or certainly not live. Each open event is independent of all other
 * events, and of the same event at other assets, because an event with several outputs may count
 * for only some of them.
 */
final class Possible {
  private final Asset asset;
  private final Terms terms;
  private final List<LineageEvent> certain = new ArrayList<>();
  private final List<LineageEvent> open = new ArrayList<>();
  private final int maxOpen;
  private List<OwnFacts> outcomes;

  /**
   * @param least the contributions of the records that count for certain
   * @param most those of all records that may count
   * @param forced an event that certainly counts at this asset although {@code least} does not
   *     contain it
   * @param maxOpen the maximum number of open events for which {@link #outcomes()} lists all
   *     outcomes
   */
  Possible(
      Asset asset,
      Contributions least,
      Contributions most,
      Optional<LineageEvent> forced,
      Terms terms,
      int maxOpen) {
    this(asset, terms, maxOpen);
    for (LineageEvent event : most.all(asset)) {
      if (least.isWithdrawn(event, asset)) {
        continue;
      }
      boolean counts = least.contains(event) || forced.filter(event::equals).isPresent();
      boolean settled = counts && !most.isWithdrawn(event, asset);
      (settled ? certain : open).add(event);
    }
  }

  /**
   * The same, of events that are known to be certain or open.
   *
   * @param certain the events that are live in every case
   * @param open those that are live in some case
   */
  Possible(
      Asset asset, List<LineageEvent> certain, List<LineageEvent> open, Terms terms, int maxOpen) {
    this(asset, terms, maxOpen);
    this.certain.addAll(certain);
    this.open.addAll(open);
  }

  private Possible(Asset asset, Terms terms, int maxOpen) {
    this.asset = asset;
    this.terms = terms;
    this.maxOpen = maxOpen;
  }

  /** The events that are live in every case. */
  List<LineageEvent> certain() {
    return certain;
  }

  /** Whether the facts are the same in every case. */
  boolean isCertain() {
    return open.isEmpty();
  }

  /** Whether {@link #outcomes()} can be listed. */
  boolean isEnumerable() {
    return open.size() <= maxOpen;
  }

  /** The different facts that the asset may have: at most one for each set of open events. */
  List<OwnFacts> outcomes() {
    if (!isEnumerable()) {
      throw new IllegalStateException(open.size() + " open events at " + asset);
    }
    if (outcomes == null) {
      Set<OwnFacts> different = new LinkedHashSet<>();
      for (int subset = 0; subset < 1 << open.size(); subset++) {
        List<LineageEvent> live = new ArrayList<>(certain);
        for (int i = 0; i < open.size(); i++) {
          if ((subset >> i & 1) == 1) {
            live.add(open.get(i));
          }
        }
        different.add(OwnFacts.of(asset, live, terms));
      }
      outcomes = List.copyOf(different);
    }
    return outcomes;
  }

  /** The carrying inputs that the asset has in every case. */
  Set<Asset> leastInputs() {
    return OwnFacts.carryingInputs(certain);
  }

  /** The carrying inputs that the asset has in some case. */
  Set<Asset> mostInputs() {
    return OwnFacts.carryingInputs(all());
  }

  /** The waivers that the asset grants in every case. */
  Waivers leastWaivers() {
    return Waivers.of(certain);
  }

  /** The waivers that the asset grants in some case. */
  Waivers mostWaivers() {
    return Waivers.of(all());
  }

  /** The events that are live in some case. */
  List<LineageEvent> all() {
    List<LineageEvent> all = new ArrayList<>(certain);
    all.addAll(open);
    return all;
  }
}
