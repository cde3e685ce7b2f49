package dev.headwater.query;

import java.time.Duration;

/**
 * Limits of reads.
 *
 * @param time for one read, on all instances together
 * @param edges in one lineage
 * @param catchUp how long a read waits until it is caught up
 * @param peerRequests how many requests to other instances run at once
 * @param representationAssets how many assets a read of who is represented looks at: the asset
 *     itself and all that it descends from
 */
public record ReadLimits(
    Duration time, int edges, Duration catchUp, int peerRequests, int representationAssets) {
  /** 10 s, 200,000 edges, 5 s, 16 requests, 10,000 assets. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(Duration.ofSeconds(10), 200_000, Duration.ofSeconds(5), 16);

  /** Limits with the default number of assets for who is represented. */
  public ReadLimits(Duration time, int edges, Duration catchUp, int peerRequests) {
    this(time, edges, catchUp, peerRequests, 10_000);
  }

  /** The same limits, with another number of assets for who is represented. */
  public ReadLimits withRepresentationAssets(int assets) {
    return new ReadLimits(time, edges, catchUp, peerRequests, assets);
  }
}
