package dev.headwater.engine;

import dev.headwater.model.command.OriginStatus;

/**
 * An origin as its owner, the only writer, announces it.
 *
 * @param epoch raised whenever a path from it may have been cut; from 1
 * @param revision raised whenever the status changes; from 1
 * @param status what is announced
 */
public record Register(long epoch, long revision, OriginStatus status) {

  Register nextEpoch() {
    return new Register(epoch + 1, revision, status);
  }

  Register with(OriginStatus changed) {
    return new Register(epoch, revision + 1, changed);
  }
}
