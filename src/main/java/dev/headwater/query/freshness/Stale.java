package dev.headwater.query.freshness;

/**
 * How far a copy of a partition may be behind its owner. Both are upper bounds.
 *
 * @param behindOffsets how many offsets of the changelog the copy has not read, transaction markers
 *     included
 * @param behindMillis how long ago the copy had everything that its owner had committed
 */
public record Stale(long behindOffsets, long behindMillis) {
  public Stale {
    if (behindOffsets < 0 || behindMillis < 0) {
      throw new IllegalArgumentException("a copy cannot be ahead of its owner");
    }
  }

  /** The larger lag of both. */
  Stale worse(Stale other) {
    return new Stale(
        Math.max(behindOffsets, other.behindOffsets), Math.max(behindMillis, other.behindMillis));
  }
}
