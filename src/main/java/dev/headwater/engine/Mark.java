package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Stamp;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What an asset's owner knows of an event id: whether the event was asserted, and whether it was
 * retracted. Both facts are only ever added, so a retraction may arrive before its event. If
 * several records state the same fact, the record that arrived first counts.
 *
 * @param asset the asset
 * @param eventId the event
 * @param asserted how its contribution is stored; empty if the event has not arrived
 * @param withdrawnMillis when the record of the first retraction arrived, in epoch milliseconds;
 *     empty if the event is not retracted
 */
public record Mark(
    Asset asset, UUID eventId, Optional<Asserted> asserted, OptionalLong withdrawnMillis) {

  /**
   * The fact that an event has arrived.
   *
   * @param kind the kind of its contribution; empty for a RETRACT event, which has a mark but no
   *     contribution
   * @param stamp of the event
   * @param fingerprint of the event's content
   * @param arrivedMillis when the first record of the event arrived, in epoch milliseconds
   */
  public record Asserted(
      Optional<ContributionKind> kind, Stamp stamp, long fingerprint, long arrivedMillis) {}

  /** The mark of an event about which nothing is known yet. */
  static Mark unknown(Asset asset, UUID eventId) {
    return new Mark(asset, eventId, Optional.empty(), OptionalLong.empty());
  }

  /** Whether the event is retracted. */
  public boolean withdrawn() {
    return withdrawnMillis.isPresent();
  }

  Mark asserted(Asserted now) {
    return new Mark(asset, eventId, Optional.of(now), withdrawnMillis);
  }

  Mark withdrawnAt(long millis) {
    return new Mark(asset, eventId, asserted, OptionalLong.of(millis));
  }
}
