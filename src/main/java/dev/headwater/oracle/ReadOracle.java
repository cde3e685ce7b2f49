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
 * before the request counts; of those that came after, any set may, and one with several outputs
 * for some of them. An answer is right if some such set leads to it, at one instant between request
 * and answer.
 *
 * <p>All sets are tried unless there are too many: an asset with more than {@link #MAX_OPEN} events
 * that may count or not, or more than {@link #MAX_STEPS} outcomes on the way. Then only {@link
 * Bounds} are held, and the ruling is POSSIBLE or REFUSED. A right answer is never REFUSED. Not
 * safe for use by several threads at once.
 */
public final class ReadOracle {
  /** The most open events of one asset for which all sets are tried, unless said otherwise. */
  public static final int MAX_OPEN = 12;

  /** The most outcomes that are tried for one answer, unless said otherwise. */
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
   * An oracle for all answers to requests of one moment.
   *
   * @param acknowledged the records that were acknowledged before the request, in the order of
   *     their arrival
   * @param more the records that may have arrived by the answer: all that were sent by then and not
   *     acknowledged before the request
   * @param moment what was asked for; its {@code now} is when the request was sent
   * @param answered when the answer came
   */
  public ReadOracle(
      List<Arrival> acknowledged,
      List<Arrival> more,
      Terms terms,
      Moment moment,
      Instant answered) {
    this(acknowledged, more, terms, moment, answered, MAX_OPEN, MAX_STEPS);
  }

  /** The same with other bounds: the most open events of an asset, and the most outcomes tried. */
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
   * Judges an answer of the gate. An INDETERMINATE that says only that it could not tell in time is
   * no statement about the facts, and not for here.
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

  /** Whether what an event says of one of its outputs or of its target names the asset. */
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

  /** Judges whatever was answered: empty is that the asset was not found. */
  public Ruling judge(Asset asset, Optional<Claim> answer) {
    return answer.map(claim -> judge(asset, claim)).orElseGet(() -> judgeNotFound(asset));
  }

  /** The instants at which the ends of waivers may have been judged, as far as they differ. */
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
