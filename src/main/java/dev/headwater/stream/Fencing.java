package dev.headwater.stream;

/**
 * Says whether a task may write although no record asks for it. It may not before Kafka checks, at
 * each of its commits, that this instance still owns the partition. Not thread-safe.
 *
 * <p>An instance that was paused for longer than its session goes on before it learns that its
 * partitions have other owners. What its tasks write then must not be committed. Kafka compares the
 * owner only where a transaction contains offsets, and Kafka Streams adds the offsets of a task
 * only once the task has consumed a record. Before that, what a task writes at a tick of the clock
 * would be committed beside what the new owner writes: alerts twice, and rows of the old owner in
 * the state of the new one. So a task acts on ticks only after its first record. It sends this
 * record to its own partition, because another one may not come for days.
 */
final class Fencing {
  /**
   * For how long to wait for the record before another one is sent. The transaction that has it may
   * be aborted for the sake of another task of the thread.
   */
  static final long PATIENCE_MILLIS = 5_000;

  private boolean consumed;
  private long askedMillis = Long.MIN_VALUE / 2;

  /** Must be called for each record that the task consumes. */
  void consumed() {
    consumed = true;
  }

  /** Whether the task may write without a record as the cause. */
  boolean isFenced() {
    return consumed;
  }

  /** Returns whether the task has to send itself a record now. */
  boolean asksForRecord(long nowMillis) {
    boolean asks = !consumed && nowMillis - askedMillis >= PATIENCE_MILLIS;
    if (asks) {
      askedMillis = nowMillis;
    }
    return asks;
  }
}
