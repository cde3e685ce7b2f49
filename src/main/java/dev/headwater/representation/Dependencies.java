package dev.headwater.representation;

import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import dev.headwater.representation.Statements.Use;
import java.util.Arrays;
import java.util.Optional;

/**
 * In which order the assets of a closure can be derived, in one measure.
 *
 * <p>A use is needed for the amounts, or only to know how much of them is synthetic. Cycles are
 * first opened at uses of the second kind: there it is unknown how much is synthetic. An asset on a
 * cycle that remains descends from itself, and nothing can be derived for it.
 */
final class Dependencies {
  private static final int NONE = -1;

  private final Closure closure;
  private final Measure measure;
  private final Components components;

  /** For each asset and use, the position of what is used; {@link #NONE} if it is not needed. */
  private final int[][] needed;

  Dependencies(Closure closure, Measure measure) {
    this.closure = closure;
    this.measure = measure;
    needed = new int[closure.size()][];
    boolean[][] weak = new boolean[closure.size()][];
    for (int asset = 0; asset < needed.length; asset++) {
      needed[asset] = closure.uses(asset).clone();
      weak[asset] = new boolean[needed[asset].length];
      classify(asset, weak);
    }
    Components all = new Components(needed);
    boolean opened = false;
    for (int asset : all.order()) {
      for (int use = 0; use < needed[asset].length; use++) {
        int used = needed[asset][use];
        if (used != NONE && weak[asset][use] && all.together(asset, used)) {
          needed[asset][use] = NONE;
          opened = true;
        }
      }
    }
    components = opened ? new Components(needed) : all;
  }

  private void classify(int asset, boolean[][] weak) {
    Optional<Statements> stated = closure.statements(asset);
    if (stated.isEmpty()) {
      return;
    }
    Statements own = stated.get();
    boolean declared = own.declared(measure).isPresent();
    int at = 0;
    for (Step step : own.steps()) {
      for (Use use : step.inputs()) {
        if (!isNeeded(own, step, declared)) {
          needed[asset][at] = NONE;
        }
        weak[asset][at] =
            declared || step.activity().addsItsOwn() || isStated(needed[asset][at], use);
        at++;
      }
    }
  }

  /** Whether something of what is known of an asset follows from the inputs of a step. */
  private static boolean isNeeded(Statements own, Step step, boolean declared) {
    if (own.cut() || step.inputsIncomplete()) {
      return false;
    }
    boolean forAmounts = !declared && !step.activity().addsItsOwn();
    boolean forSynthetic =
        own.reclassified()
            .map(synthetic -> !synthetic)
            .orElse(step.synthetic() == SyntheticPart.INHERITED);
    return forAmounts || forSynthetic;
  }

  private boolean isStated(int used, Use use) {
    return used != NONE
        && (closure.statements(used).flatMap(one -> one.declared(measure)).isPresent()
            || Statements.find(use.stated(), measure).isPresent());
  }

  /** The assets in an order in which each comes after all that it needs. */
  int[] order() {
    return components.order();
  }

  /** Whether the asset's amounts depend on themselves. */
  boolean isCyclic(int asset) {
    return components.isCyclic(asset);
  }

  /** Whether what is used was derived before the asset that uses it. */
  boolean isNeeded(int asset, int use) {
    return needed[asset][use] != NONE;
  }

  /** Whether an asset can be derived without any other one. */
  boolean needsNothing(int asset) {
    return Arrays.stream(needed[asset]).allMatch(used -> used == NONE);
  }

  /** How often each asset is needed. */
  int[] times() {
    int[] times = new int[needed.length];
    for (int asset : components.order()) {
      for (int used : needed[asset]) {
        if (used != NONE) {
          times[used]++;
        }
      }
    }
    return times;
  }
}
