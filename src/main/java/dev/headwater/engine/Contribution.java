package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.util.Optional;

/**
 * What one event says of one asset.
 *
 * @param asset the asset: an output of the event, or the target of its document
 * @param kind the kind by which it is looked up
 * @param live whether it is not retracted
 * @param arrivedMillis the timestamp of its record, in epoch milliseconds
 * @param event the event, without outputs other than the asset
 * @param traceParent of the event's record that was applied first
 */
public record Contribution(
    Asset asset,
    ContributionKind kind,
    boolean live,
    long arrivedMillis,
    LineageEvent event,
    Optional<TraceParent> traceParent) {

  /** Returns the same contribution, retracted. */
  public Contribution retracted() {
    return new Contribution(asset, kind, false, arrivedMillis, event, traceParent);
  }
}
