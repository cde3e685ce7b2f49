package dev.headwater.query;

import java.time.Duration;

/**
 * Limits of reads.
 *
 * @param time for one read, on all instances together
 * @param edges in one lineage
 * @param rest how long a gate waits for events that are being processed
 * @param peerRequests to other instances at once
 */
public record ReadLimits(Duration time, int edges, Duration rest, int peerRequests) {
  /** 10 s, 200,000 edges, 2 s, 16 requests. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(Duration.ofSeconds(10), 200_000, Duration.ofSeconds(2), 16);
}
