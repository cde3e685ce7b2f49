package dev.headwater.sdk;

/** Counts events so that the counts agree at every instant: all under one lock. */
final class DeliveryLedger {

  private long accepted;
  private long delivered;
  private long failed;

  synchronized void accept() {
    accepted++;
  }

  synchronized void deliver() {
    delivered++;
  }

  synchronized void fail() {
    failed++;
  }

  synchronized DeliveryCounts counts() {
    return new DeliveryCounts(accepted, delivered, failed);
  }
}
