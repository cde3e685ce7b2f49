package dev.headwater.stream.store;

import dev.headwater.engine.ContributionKind;
import dev.headwater.model.Stamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an event that concerns an asset is found, without reading it.
 *
 * @param eventId of the event
 * @param time of the event; the epoch as long as only its retraction has come
 * @param kind empty for what contributes nothing: a RETRACT, or a retraction that came first
 * @param live whether it has not been retracted
 * @param run of the event; empty if it contributes nothing
 */
record EventRef(
    UUID eventId, Instant time, Optional<ContributionKind> kind, boolean live, String run) {

  Stamp stamp() {
    return new Stamp(time, eventId);
  }
}
