package dev.headwater.sdk;

/**
 * What became of the events given to {@link HeadwaterClient#emit}, at one instant. Watch {@code
 * failed}, which should stay 0, and {@code pending}, which should return to 0.
 *
 * @param accepted events given to emit
 * @param delivered of them, acknowledged by Kafka
 * @param failed of them, given up and handed to the listener
 */
public record DeliveryCounts(long accepted, long delivered, long failed) {

  /** On their way: {@code accepted = delivered + failed + pending}. */
  public long pending() {
    return accepted - delivered - failed;
  }
}
