package dev.headwater.stream.store;

import dev.headwater.engine.ContributionKind;
import dev.headwater.model.Stamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A reference to an event that concerns an asset: what is known of the event without reading its
 * row.
 *
 * @param eventId of the event
 * @param time of the event; the epoch if only its retraction has arrived
 * @param kind of contribution; empty if there is none: for a RETRACT, or a retraction that arrived
 *     before its event
 * @param live whether the event is not retracted
 * @param run of the event; empty if it contributes nothing
 */
record EventRef(
    UUID eventId, Instant time, Optional<ContributionKind> kind, boolean live, String run) {

  Stamp stamp() {
    return new Stamp(time, eventId);
  }
}
