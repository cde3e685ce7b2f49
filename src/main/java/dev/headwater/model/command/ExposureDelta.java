package dev.headwater.model.command;

import java.util.Objects;

/**
 * What an asset sends to a downstream neighbour about one origin.
 *
 * @param origin the origin
 * @param liveEpoch the latest epoch in which the origin reached the sender; from 1
 * @param suspectEpoch the sender counts as exposed only if {@code liveEpoch} is at least this epoch
 * @param revision the revision of {@code status}
 * @param status the status of the origin
 * @param distance the number of edges from the origin to the receiver, by the sender's shortest
 *     path
 * @param directDistance the same by direct paths: no model between their ends, no inferred edge;
 *     {@link #FAR} if there is none
 */
public record ExposureDelta(
    Origin origin,
    long liveEpoch,
    long suspectEpoch,
    long revision,
    OriginStatus status,
    int distance,
    int directDistance) {

  /** The distance where no path exists. */
  public static final int FAR = 1 << 30;

  public ExposureDelta {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(status, "status");
  }
}
