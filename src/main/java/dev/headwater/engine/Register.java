package dev.headwater.engine;

import dev.headwater.model.command.OriginStatus;

/**
 * An origin as its owner, the only writer, announces it.
 *
 * @param epoch raised whenever a path from it may have been cut; from 1
 * @param revision raised whenever the status changes; from 1
 * @param status what is announced
 * @param sinceMillis the timestamp of the event that made the asset such an origin, or lose its
 *     documentation, in epoch milliseconds: its grace runs from there
 */
public record Register(long epoch, long revision, OriginStatus status, long sinceMillis) {

  Register nextEpoch() {
    return new Register(epoch + 1, revision, status, sinceMillis);
  }

  Register with(OriginStatus changed, long since) {
    return new Register(epoch, revision + 1, changed, since);
  }
}
