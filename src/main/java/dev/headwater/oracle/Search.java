package dev.headwater.oracle;

import dev.headwater.model.Asset;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Searches for possible facts of the assets of a closure that lead to a claimed answer. It walks
 * upstream from the asset asked about and tries every outcome of each asset that it reaches. It
 * leaves a branch as soon as it finds something there that the claim excludes.
 */
final class Search {
  private final Asset asked;
  private final Claim claim;
  private final Function<Asset, Possible> possible;
  private final Instant at;
  private long steps;
  private boolean exhausted;

  /**
   * @param at when the ends of waivers are judged
   * @param maxSteps the maximum number of outcomes that it tries
   */
  Search(Asset asked, Claim claim, Function<Asset, Possible> possible, Instant at, long maxSteps) {
    this.asked = asked;
    this.claim = claim;
    this.possible = possible;
    this.at = at;
    this.steps = maxSteps;
  }

  /**
   * The choices so far on one branch.
   *
   * @param seen the assets that the branch has reached
   * @param settled reached assets with a single outcome, not chosen yet
   * @param open reached assets with several outcomes, not chosen yet
   */
  private record Branch(
      Waivers ofAsked,
      Set<Asset> seen,
      Deque<Asset> settled,
      Deque<Asset> open,
      Set<Reason> found) {
    Branch copy() {
      return new Branch(
          ofAsked,
          new HashSet<>(seen),
          new ArrayDeque<>(settled),
          new ArrayDeque<>(open),
          new HashSet<>(found));
    }
  }

  Ruling run() {
    if (!possible.apply(asked).isEnumerable()) {
      return Ruling.POSSIBLE;
    }
    for (OwnFacts outcome : possible.apply(asked).outcomes()) {
      Branch branch =
          new Branch(
              outcome.waivers(),
              new HashSet<>(Set.of(asked)),
              new ArrayDeque<>(),
              new ArrayDeque<>(),
              new HashSet<>());
      if (choose(branch, asked, outcome) && walk(branch)) {
        return Ruling.ALLOWED;
      }
    }
    return exhausted ? Ruling.POSSIBLE : Ruling.REFUSED;
  }

  /**
   * Whether the claim can be met on this branch. Assets with a single outcome come first, because
   * they need no branching.
   */
  private boolean walk(Branch branch) {
    while (!branch.settled().isEmpty()) {
      Asset asset = branch.settled().remove();
      if (!choose(branch, asset, possible.apply(asset).outcomes().get(0))) {
        return false;
      }
    }
    if (branch.open().isEmpty()) {
      return claim.isMetBy(branch.found());
    }
    Asset asset = branch.open().remove();
    for (OwnFacts outcome : possible.apply(asset).outcomes()) {
      Branch next = branch.copy();
      if (choose(next, asset, outcome) && walk(next)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Chooses this outcome. Returns false if the claim excludes it, or if a limit ends the search
   * here.
   */
  private boolean choose(Branch branch, Asset asset, OwnFacts outcome) {
    if (steps-- <= 0) {
      exhausted = true;
      return false;
    }
    if (!outcome.carryingInputs().containsAll(claim.requiredInputs(asset))) {
      return false;
    }
    for (Finding finding : GateRules.at(asked, branch.ofAsked(), asset, outcome, at)) {
      Reason reason = new Reason(finding, asset);
      if (!claim.permits(reason)) {
        return false;
      }
      branch.found().add(reason);
    }
    for (Asset input : outcome.carryingInputs()) {
      if (branch.seen().add(input)) {
        Possible of = possible.apply(input);
        if (!of.isEnumerable()) {
          exhausted = true;
          return false;
        }
        (of.outcomes().size() == 1 ? branch.settled() : branch.open()).add(input);
      }
    }
    return true;
  }
}
