package dev.headwater.model.command;

import java.util.Objects;

/**
 * What one asset tells a neighbour downstream about one origin.
 *
 * @param origin the origin
 * @param liveEpoch the latest epoch in which the sender was reached from the origin; from 1
 * @param suspectEpoch the latest epoch from which on the sender must have been reached to count
 * @param revision the revision of {@code status}
 * @param status the state of the origin
 * @param distance edges from the origin to the receiver, by the sender's shortest path
 * @param directDistance the same by paths without a model between their ends and without an
 *     inferred edge; {@link #FAR} if there is none
 */
public record ExposureDelta(
    Origin origin,
    long liveEpoch,
    long suspectEpoch,
    long revision,
    OriginStatus status,
    int distance,
    int directDistance) {

  /** The distance of what is not reached at all. */
  public static final int FAR = 1 << 30;

  public ExposureDelta {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(status, "status");
  }
}
