package dev.headwater.engine;

import dev.headwater.model.command.OriginStatus;

/**
 * What an origin announces. The origin's owner is its only writer.
 *
 * @param epoch grows whenever a path from the origin may have been cut; from 1
 * @param revision grows whenever the status changes; 0 if nothing has been announced yet
 * @param status the announced status
 * @param sinceMillis the timestamp, in epoch milliseconds, of the event that made the asset such an
 *     origin or ended its documentation. The grace starts at this time
 * @param doubted whether the asset seems to be such an origin, but the announcement waits for a
 *     moment. Until then, the announced status is that it is none
 */
public record Register(
    long epoch, long revision, OriginStatus status, long sinceMillis, boolean doubted) {

  /** The register before the first announcement. */
  static Register unannounced() {
    return new Register(1, 0, OriginStatus.NEVER, 0, false);
  }

  Register nextEpoch() {
    return new Register(epoch + 1, revision, status, sinceMillis, doubted);
  }

  Register with(OriginStatus changed, long since) {
    return new Register(epoch, revision + 1, changed, since, false);
  }

  Register doubtedSince(long since) {
    return new Register(epoch, revision, status, since, true);
  }

  Register notDoubted() {
    return new Register(epoch, revision, status, sinceMillis, false);
  }
}
