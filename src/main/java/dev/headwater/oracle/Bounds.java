package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.oracle.Expected.Gate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks conditions that every right answer of the gate meets. {@link ReadOracle} uses it when
 * there are too many sets of events to try them all. The closure is the asset asked about and all
 * assets upstream of it. The smallest possible closure follows only edges that are live in every
 * case, the largest follows all edges that may be live. The conditions look at each asset on its
 * own:
 *
 * <ul>
 *   <li>A claimed reason is at an asset of the largest closure and possible there.
 *   <li>Every asset of the smallest closure has an outcome that the claim permits.
 *   <li>Unless the verdict is PASS, at least one asset of the largest closure has an outcome that
 *       leads to the verdict.
 *   <li>Each edge of a path may be live.
 * </ul>
 *
 * <p>They miss errors that only a combination shows: two reasons that are possible each but not
 * together, a path whose edges are never live at the same time, or a reason at an asset that is
 * never in the closure when the rest of the claim holds.
 */
final class Bounds {
  private final Asset asked;
  private final Claim claim;
  private final Function<Asset, Possible> possible;
  private final Instant at;

  Bounds(Asset asked, Claim claim, Function<Asset, Possible> possible, Instant at) {
    this.asked = asked;
    this.claim = claim;
    this.possible = possible;
    this.at = at;
  }

  /** Whether the claim may be right. False only if it is wrong for every set of events. */
  boolean mayHold() {
    Set<Asset> least = closure(Possible::leastInputs);
    Set<Asset> most = closure(Possible::mostInputs);
    return pathsMayHold()
        && claim.reasons().stream()
            .allMatch(reason -> most.contains(reason.origin()) && mayBeFound(reason))
        && least.stream().allMatch(this::mayBePermitted)
        && (claim.verdict() == Gate.PASS || most.stream().anyMatch(this::mayDecide));
  }

  private Set<Asset> closure(Function<Possible, Set<Asset>> inputs) {
    Set<Asset> closure = new TreeSet<>(Set.of(asked));
    Deque<Asset> todo = new ArrayDeque<>(closure);
    while (!todo.isEmpty()) {
      for (Asset input : inputs.apply(possible.apply(todo.remove()))) {
        if (closure.add(input)) {
          todo.add(input);
        }
      }
    }
    return closure;
  }

  private boolean pathsMayHold() {
    return claim.paths().values().stream()
        .flatMap(List::stream)
        .allMatch(
            asset -> possible.apply(asset).mostInputs().containsAll(claim.requiredInputs(asset)));
  }

  private boolean mayBeFound(Reason reason) {
    return anyOutcome(reason.origin(), found -> found.contains(reason.finding()));
  }

  private boolean mayBePermitted(Asset asset) {
    return anyOutcome(
        asset,
        found -> found.stream().allMatch(finding -> claim.permits(new Reason(finding, asset))));
  }

  private boolean mayDecide(Asset asset) {
    return anyOutcome(
        asset,
        found ->
            found.stream()
                .anyMatch(
                    finding ->
                        finding.verdict() == claim.verdict()
                            && claim.permits(new Reason(finding, asset))));
  }

  /**
   * Whether some outcome at {@code asset}, together with some outcome at the asset asked about,
   * leads to findings that match. True if there are too many outcomes to list.
   */
  private boolean anyOutcome(Asset asset, Predicate<Set<Finding>> leadsTo) {
    Possible here = possible.apply(asset);
    if (!here.isEnumerable()) {
      return true;
    }
    if (asset.equals(asked)) {
      return here.outcomes().stream()
          .anyMatch(own -> leadsTo.test(GateRules.at(asked, own.waivers(), asset, own, at)));
    }
    // At another asset, only the waivers of the asset asked about matter. They waive this origin or
    // not, and more waivers never waive less. So the least and the most waivers cover both cases.
    Possible there = possible.apply(asked);
    return Stream.of(there.leastWaivers(), there.mostWaivers())
        .anyMatch(
            waivers ->
                here.outcomes().stream()
                    .anyMatch(own -> leadsTo.test(GateRules.at(asked, waivers, asset, own, at))));
  }
}
