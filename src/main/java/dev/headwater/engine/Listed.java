package dev.headwater.engine;

import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;

/**
 * What an index of assets keeps of one, beside its name. An asset need not be indexed again if none
 * of this has changed.
 *
 * @param synthetic whether it is synthetic
 * @param documentation the verdict on its documentation
 * @param alerted whether an alert about it is open
 * @param declarations {@link #NOTHING} if it declares no composition; else a number that differs
 *     from the one before if what it declares may have changed
 */
public record Listed(
    Synthetic synthetic, Documentation documentation, boolean alerted, long declarations) {
  /** The asset declares no composition. */
  public static final long NOTHING = 0;

  /** Reads it from the asset's row. */
  public static Listed of(Node node) {
    return new Listed(
        Summaries.synthetic(node),
        Summaries.documentation(node),
        node.openAlerts() > 0,
        // Its events decide what it declares, so their revision tells of a change.
        node.tally().declarations() == 0 ? NOTHING : 1 + node.revisions().events());
  }
}
