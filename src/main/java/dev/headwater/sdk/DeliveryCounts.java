package dev.headwater.sdk;

/**
 * What became of events, at one instant: {@code accepted = delivered + failed + dropped + pending}.
 * Watch {@code failed} and {@code dropped}, which should stay 0, and {@code pending}, which should
 * return to 0.
 *
 * @param accepted events given to emit, and those recovered
 * @param delivered of them, acknowledged by Kafka
 * @param failed of them, given up and handed to the listener
 * @param dropped of them, for which there was no room in memory nor in the spool, that could not be
 *     read back from it, or that an earlier client had accepted and that are nowhere any more
 * @param recovered events that an earlier client, which is gone, left in the spool
 */
public record DeliveryCounts(
    long accepted, long delivered, long failed, long dropped, long recovered) {

  /** On their way, in memory or in the spool. */
  public long pending() {
    return accepted - delivered - failed - dropped;
  }
}
