package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Judges an answer that was given while events kept coming. Every record that was acknowledged
 * before the request counts. Of the later records, any set may count, and a record with several
 * outputs may count for only some of them. An answer is right if some such set leads to it, at one
 * instant between request and answer.
 *
 * <p>It tries all sets unless there are too many: if an asset has more than {@link #MAX_OPEN}
 * events that may count or not, or if the search takes more than {@link #MAX_STEPS} outcomes. Then
 * it checks only {@link Bounds}, and the ruling is POSSIBLE or REFUSED. It never refuses a right
 * answer. Not thread-safe.
 */
public final class ReadOracle {
  /** The default maximum number of open events of one asset for which it tries all sets. */
  public static final int MAX_OPEN = 12;

  /** The default maximum number of outcomes that one search tries. */
  public static final long MAX_STEPS = 100_000;

  private final Contributions least;
  private final Contributions most;
  private final Set<Asset> leastNamed;
  private final Set<Asset> mostNamed;
  private final Terms terms;
  private final Moment moment;
  private final Set<Instant> instants;
  private final int maxOpen;
  private final long maxSteps;
  private final Map<Asset, Possible> possible = new HashMap<>();

  /**
   * An oracle for all answers to requests that were sent at the same time about one moment.
   *
   * @param acknowledged the records that were acknowledged before the request, in the order of
   *     their arrival
   * @param more the records that may have arrived before the answer: all that were sent before it
   *     and not acknowledged before the request
   * @param moment that the request asked for; its {@code now} is when the request was sent
   * @param answered when the answer arrived
   */
  public ReadOracle(
      List<Arrival> acknowledged,
      List<Arrival> more,
      Terms terms,
      Moment moment,
      Instant answered) {
    this(acknowledged, more, terms, moment, answered, MAX_OPEN, MAX_STEPS);
  }

  /**
   * The same with other limits.
   *
   * @param maxOpen instead of {@link #MAX_OPEN}
   * @param maxSteps instead of {@link #MAX_STEPS}
   */
  public ReadOracle(
      List<Arrival> acknowledged,
      List<Arrival> more,
      Terms terms,
      Moment moment,
      Instant answered,
      int maxOpen,
      long maxSteps) {
    List<Arrival> all = new ArrayList<>(acknowledged);
    all.addAll(more);
    this.least = new Contributions(acknowledged, moment);
    this.most = new Contributions(all, moment);
    this.leastNamed = least.named();
    this.mostNamed = most.named();
    this.terms = terms;
    this.moment = moment;
    this.maxOpen = maxOpen;
    this.maxSteps = maxSteps;
    this.instants = instants(answered);
  }

  /** Judges the answer that the asset is not found. */
  public Ruling judgeNotFound(Asset asset) {
    return leastNamed.contains(asset) ? Ruling.REFUSED : Ruling.ALLOWED;
  }

  /**
   * Judges an answer of the gate. Not for an INDETERMINATE whose only reason is that the gate could
   * not read everything in time: it says nothing about the facts.
   */
  public Ruling judge(Asset asset, Claim claim) {
    if (!mostNamed.contains(asset) || !claim.hasPathsTo(asset)) {
      return Ruling.REFUSED;
    }
    if (leastNamed.contains(asset)) {
      return judge(asset, claim, this::possible);
    }
    Ruling best = Ruling.REFUSED;
    for (LineageEvent event : most.naming(asset)) {
      for (Asset target : Contributions.targets(event)) {
        if (!names(event, target, asset)) {
          continue;
        }
        Possible named = create(target, Optional.of(event));
        best = best.or(judge(asset, claim, at -> at.equals(target) ? named : possible(at)));
      }
    }
    return best;
  }

  /** Whether the event's contribution at {@code target} names the asset. */
  private static boolean names(LineageEvent event, Asset target, Asset asset) {
    return target.equals(asset)
        || event.inputs().stream().anyMatch(input -> input.asset().equals(asset));
  }

  private Ruling judge(Asset asset, Claim claim, Function<Asset, Possible> possible) {
    Ruling best = Ruling.REFUSED;
    for (Instant at : instants) {
      if (best != Ruling.ALLOWED) {
        Ruling ruling = new Search(asset, claim, possible, at, maxSteps).run();
        boolean refused =
            ruling == Ruling.POSSIBLE && !new Bounds(asset, claim, possible, at).mayHold();
        best = best.or(refused ? Ruling.REFUSED : ruling);
      }
    }
    return best;
  }

  /** Judges an answer; empty means that the asset was not found. */
  public Ruling judge(Asset asset, Optional<Claim> answer) {
    return answer.map(claim -> judge(asset, claim)).orElseGet(() -> judgeNotFound(asset));
  }

  /**
   * The instants at which waivers may have been judged, as far as the result differs: the moment
   * itself and the ends of waivers between request and answer.
   */
  private Set<Instant> instants(Instant answered) {
    Instant from = moment.judgedAt();
    Set<Instant> instants = new TreeSet<>(Set.of(from));
    if (!moment.isPast()) {
      for (Asset asset : mostNamed) {
        for (Waive waive : Waivers.of(most.all(asset)).all()) {
          if (waive.until().isAfter(from) && !waive.until().isAfter(answered)) {
            instants.add(waive.until());
          }
        }
      }
    }
    return instants;
  }

  private Possible possible(Asset asset) {
    return possible.computeIfAbsent(asset, key -> create(key, Optional.empty()));
  }

  private Possible create(Asset asset, Optional<LineageEvent> forced) {
    return new Possible(asset, least, most, forced, terms, maxOpen);
  }
}
