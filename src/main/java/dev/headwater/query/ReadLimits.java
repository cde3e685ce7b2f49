package dev.headwater.query;

import java.time.Duration;

/**
 * Limits of reads.
 *
 * @param time for one read, on all instances together
 * @param edges in one lineage
 * @param catchUp how long a read waits until it is caught up
 * @param peerRequests how many requests to other instances run at once
 */
public record ReadLimits(Duration time, int edges, Duration catchUp, int peerRequests) {
  /** 10 s, 200,000 edges, 5 s, 16 requests. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(Duration.ofSeconds(10), 200_000, Duration.ofSeconds(5), 16);
}
