package dev.headwater.stream;

/**
 * Tells whether Kafka would refuse a commit of this task if another instance owned its partition.
 * Not thread-safe.
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
  private boolean consumed;
  private boolean asked;

  /** Must be called for each record that the task consumes. */
  void consumed() {
    consumed = true;
  }

  /** Whether the task may write without a record as the cause. */
  boolean isFenced() {
    return consumed;
  }

  /** Returns whether the task has to send itself a record: true once. */
  boolean asksForRecord() {
    boolean first = !asked;
    asked = true;
    return first;
  }
}
