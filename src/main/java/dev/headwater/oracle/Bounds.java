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
 * Conditions that every right answer meets, for when there are too many sets of events to try. They
 * regard each asset on its own: the closure is at least what always carries and at most what may
 * carry, a claimed reason must be possible at its origin, an asset that is always in the closure
 * must have some outcome that the claim permits, and each edge of a path must be possible.
 *
 * <p>They miss what is wrong only in combination: two reasons of which each is possible without the
 * other, a path whose edges are never live together, or a reason at an asset that is in the closure
 * in no case in which the rest of the claim holds.
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

  /** False only if the claim is wrong for every set of events. */
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

  /** Whether some outcome here, with some outcome at the asset asked about, leads to this. */
  private boolean anyOutcome(Asset asset, Predicate<Set<Finding>> leadsTo) {
    Possible here = possible.apply(asset);
    if (!here.isEnumerable()) {
      return true;
    }
    if (asset.equals(asked)) {
      return here.outcomes().stream()
          .anyMatch(own -> leadsTo.test(GateRules.at(asked, own.waivers(), asset, own, at)));
    }
    // Elsewhere only the waivers of the asset asked about matter. They waive this origin or they do
    // not, and more of them never waive less: the least and the most cover both.
    Possible there = possible.apply(asked);
    return Stream.of(there.leastWaivers(), there.mostWaivers())
        .anyMatch(
            waivers ->
                here.outcomes().stream()
                    .anyMatch(own -> leadsTo.test(GateRules.at(asked, waivers, asset, own, at))));
  }
}
