package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Judges exposures, which travel from asset to asset and may be late. Each must be one that edges
 * and origins allow which some set of events leads to. If they are settled, an exposure that every
 * set of events leads to must be there.
 *
 * <p>Exposures are settled if there was a moment, between request and answer and before they were
 * read, at which nothing was under way that was sent before the request. Everything that was read
 * then came over edges that were live at that moment or later. An exposure that has several paths
 * may be gone for a moment while an edge of one of them is retracted; so nothing has to be there
 * while a retraction may be under way.
 *
 * <p>Not thread-safe.
 */
public final class ExposureBounds {
  /** Clocks of processes are read at slightly different times. */
  private static final Duration CLOCKS = Duration.ofSeconds(1);

  private final Bracket bracket;
  private final boolean requires;
  private final Map<Asset, Map<Asset, Integer>> reached = new HashMap<>();
  private final Map<Asset, Set<Asset>> directly = new HashMap<>();

  /**
   * @param bracket of the facts that exposures may follow from: with nothing certain, unless they
   *     are settled
   * @param settled whether they are
   */
  public ExposureBounds(Bracket bracket, boolean settled) {
    this.bracket = bracket;
    this.requires = settled && !bracket.mayRetract();
  }

  /**
   * An exposure that an answer shows.
   *
   * @param path from the origin to the asset
   */
  public record Shown(
      Expected.Origin origin,
      Expected.Verdict verdict,
      int distance,
      boolean direct,
      boolean waived,
      List<Asset> path) {
    public Shown {
      path = List.copyOf(path);
    }
  }

  /**
   * What is wrong with the exposures of an asset, a sentence each; empty if nothing is.
   *
   * @param whole whether no exposure is left out, and every path is whole
   */
  public List<String> judge(Asset asset, List<Shown> shown, boolean whole) {
    List<String> wrong = new ArrayList<>();
    Set<Expected.Origin> origins = new HashSet<>();
    for (Shown one : shown) {
      if (!origins.add(one.origin())) {
        wrong.add("shows two exposures to " + one.origin());
      }
      whyNot(asset, one, whole).ifPresent(why -> wrong.add("shows " + one + ": " + why));
    }
    if (whole) {
      must(asset).stream()
          .filter(origin -> !origins.contains(origin))
          .forEach(origin -> wrong.add("lacks the exposure to " + origin));
    }
    return wrong;
  }

  private Optional<String> whyNot(Asset asset, Shown shown, boolean whole) {
    Expected.Origin origin = shown.origin();
    if (!may(asset, origin)) {
      return Optional.of("no event allows it");
    }
    if (origin.kind() == OriginKind.SYNTHETIC
        && !anyOutcome(
            origin.asset(), own -> own.synthetic() && own.verdict().equals(shown.verdict()))) {
      return Optional.of("the origin cannot have this documentation");
    }
    if (shown.distance() < mayReach(asset).get(origin.asset())) {
      return Optional.of("the distance is too short");
    }
    if (shown.direct()
        ? !mayBeDirect(asset, origin.asset())
        : mustBeDirect(asset, origin.asset())) {
      return Optional.of("whether it is direct");
    }
    if (shown.waived() ? !mayBeWaived(asset, origin) : mustBeWaived(asset, origin)) {
      return Optional.of("whether it is waived");
    }
    return whole && !mayBePath(origin.asset(), asset, shown.path())
        ? Optional.of("no event allows its path")
        : Optional.empty();
  }

  /** The exposures that an asset may have. */
  Set<Expected.Origin> may(Asset asset) {
    Set<Expected.Origin> may = new HashSet<>();
    for (Asset origin : mayReach(asset).keySet()) {
      for (OriginKind kind : OriginKind.values()) {
        if (mayBeOrigin(origin, kind)) {
          may.add(new Expected.Origin(origin, kind));
        }
      }
    }
    return may;
  }

  boolean may(Asset asset, Expected.Origin origin) {
    return mayReach(asset).containsKey(origin.asset())
        && mayBeOrigin(origin.asset(), origin.kind());
  }

  /** The exposures that an asset has in every case; none if they are not settled. */
  Set<Expected.Origin> must(Asset asset) {
    Set<Expected.Origin> must = new HashSet<>();
    if (requires) {
      for (Asset origin : bracket.mustDescendFrom(asset, carrying()).keySet()) {
        for (OriginKind kind : OriginKind.values()) {
          if (mustBeOrigin(origin, kind)) {
            must.add(new Expected.Origin(origin, kind));
          }
        }
      }
    }
    return must;
  }

  private Map<Asset, Integer> mayReach(Asset asset) {
    return reached.computeIfAbsent(asset, to -> bracket.mayDescendFrom(to, carrying()));
  }

  private static Predicate<Input> carrying() {
    return input -> input.role().carries();
  }

  private boolean mayBeOrigin(Asset origin, OriginKind kind) {
    return switch (kind) {
      case SYNTHETIC -> anyOutcome(origin, OwnFacts::synthetic);
      case UNKNOWN ->
          isUsedDataset(origin, Possible::all) && anyOutcome(origin, own -> !own.originKnown());
      case INCOMPLETE -> anyOutcome(origin, OwnFacts::incomplete);
    };
  }

  private boolean mustBeOrigin(Asset origin, OriginKind kind) {
    return switch (kind) {
      case SYNTHETIC -> everyOutcome(origin, OwnFacts::synthetic);
      case UNKNOWN ->
          isUsedDataset(origin, Possible::certain)
              && everyOutcome(origin, own -> !own.originKnown());
      case INCOMPLETE -> everyOutcome(origin, OwnFacts::incomplete);
    };
  }

  private boolean isUsedDataset(Asset asset, Function<Possible, List<LineageEvent>> which) {
    return asset.kind() == AssetKind.DATASET
        && bracket.records().madeFrom(asset).stream()
            .anyMatch(
                made -> Bracket.inputs(which.apply(bracket.at(made)), carrying()).contains(asset));
  }

  boolean anyOutcome(Asset asset, Predicate<OwnFacts> so) {
    Possible at = bracket.at(asset);
    return !at.isEnumerable() || at.outcomes().stream().anyMatch(so);
  }

  boolean everyOutcome(Asset asset, Predicate<OwnFacts> so) {
    Possible at = bracket.at(asset);
    return at.isEnumerable() && at.outcomes().stream().allMatch(so);
  }

  /** Whether a path without an inferred edge, and without a model between its ends, is possible. */
  boolean mayBeDirect(Asset asset, Asset origin) {
    return directly.computeIfAbsent(asset, to -> directOrigins(to, Possible::all)).contains(origin);
  }

  boolean mustBeDirect(Asset asset, Asset origin) {
    return requires && directOrigins(asset, Possible::certain).contains(origin);
  }

  private Set<Asset> directOrigins(Asset asset, Function<Possible, List<LineageEvent>> which) {
    return Reach.distances(
            asset,
            at ->
                Bracket.inputs(
                    which.apply(bracket.at(at)),
                    input -> input.role().carries() && !input.inferred()),
            at -> at.kind() != AssetKind.MODEL)
        .keySet();
  }

  /** Whether an exposure could have travelled along each step of the path. */
  boolean mayBePath(Asset origin, Asset asset, List<Asset> path) {
    boolean ends =
        !path.isEmpty() && path.get(0).equals(origin) && path.get(path.size() - 1).equals(asset);
    for (int i = 1; ends && i < path.size(); i++) {
      ends = Bracket.inputs(bracket.at(path.get(i)).all(), carrying()).contains(path.get(i - 1));
    }
    return ends;
  }

  private boolean mayBeWaived(Asset asset, Expected.Origin origin) {
    return waivers(asset, origin, Possible::mostWaivers, bracket.from().minus(CLOCKS));
  }

  /** Whether a waiver holds in every case. */
  boolean mustBeWaived(Asset asset, Expected.Origin origin) {
    return waivers(asset, origin, Possible::leastWaivers, bracket.to().plus(CLOCKS));
  }

  /** Whether a waiver may have held at this instant, or may hold later. */
  boolean mayBeWaivedAfter(Asset asset, Expected.Origin origin, Instant after) {
    return waivers(asset, origin, Possible::mostWaivers, after);
  }

  private boolean waivers(
      Asset asset, Expected.Origin origin, Function<Possible, Waivers> which, Instant at) {
    RuleName own;
    RuleName inherited;
    switch (origin.kind()) {
      case SYNTHETIC -> {
        own = RuleName.UNDOCUMENTED_SYNTHETIC;
        inherited = RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC;
      }
      case UNKNOWN -> {
        own = RuleName.UNKNOWN_ORIGIN;
        inherited = RuleName.TRAINED_ON_UNKNOWN_ORIGIN;
      }
      default -> {
        return false;
      }
    }
    return which.apply(bracket.at(origin.asset())).grant(own, origin.asset(), at)
        || (asset.kind() == AssetKind.MODEL
            && which.apply(bracket.at(asset)).grant(inherited, origin.asset(), at));
  }

  /** The bracket of the facts that the exposures follow from. */
  Bracket bracket() {
    return bracket;
  }

  /** Whether what is certain must be there. */
  boolean requires() {
    return requires;
  }
}
