package dev.headwater.sdk;

/**
 * The state of events at one instant: {@code accepted = delivered + failed + dropped + pending}.
 * Watch {@code failed} and {@code dropped}, which should stay 0, and {@code pending}, which should
 * return to 0.
 *
 * @param accepted events passed to emit, and recovered events
 * @param delivered accepted events that Kafka acknowledged
 * @param failed accepted events that the client gave up and passed to the listener
 * @param dropped accepted events for which there was no room in memory or in the spool, that could
 *     not be read back from the spool, or that an earlier client had accepted and that exist
 *     nowhere any more
 * @param recovered events of earlier clients, which are gone: those they left in the spool, and
 *     those they had accepted and that exist nowhere any more
 */
public record DeliveryCounts(
    long accepted, long delivered, long failed, long dropped, long recovered) {

  /** Returns how many events are in memory or in the spool and wait for delivery. */
  public long pending() {
    return accepted - delivered - failed - dropped;
  }
}
