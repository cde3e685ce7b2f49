package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Stamp;
import java.util.Optional;
import java.util.UUID;

/**
 * What an asset's owner knows of an event id: two grow-only facts, so that a retraction may come
 * before its event.
 *
 * @param asset the asset
 * @param eventId the event
 * @param asserted where its contribution is kept, once the event has come
 * @param withdrawn whether it has been retracted
 */
public record Mark(Asset asset, UUID eventId, Optional<Asserted> asserted, boolean withdrawn) {

  /**
   * @param kind empty for a RETRACT, which is remembered and contributes nothing
   * @param stamp of the event
   * @param fingerprint of the event's content
   */
  public record Asserted(Optional<ContributionKind> kind, Stamp stamp, long fingerprint) {}

  /** The mark of an event of which nothing is known yet. */
  static Mark unknown(Asset asset, UUID eventId) {
    return new Mark(asset, eventId, Optional.empty(), false);
  }
}
