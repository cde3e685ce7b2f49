package dev.headwater.engine;

import dev.headwater.model.command.OriginStatus;

/**
 * An origin as its owner, the only writer, announces it.
 *
 * @param epoch raised whenever a path from it may have been cut; from 1
 * @param revision raised whenever the status changes; 0 as long as nothing has been announced
 * @param status what is announced
 * @param sinceMillis the timestamp of the event that made the asset such an origin, or lose its
 *     documentation, in epoch milliseconds: its grace runs from there
 * @param doubted whether the asset may be such an origin, which is to be seen in a moment; what is
 *     announced is that it is none
 */
public record Register(
    long epoch, long revision, OriginStatus status, long sinceMillis, boolean doubted) {

  /** Of what has never been announced. */
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
