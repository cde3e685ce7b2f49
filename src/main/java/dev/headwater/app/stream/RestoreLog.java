package dev.headwater.app.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Logs how the restore of the state goes: a line every 10 s while it lasts, and one at its end.
 * Logs nothing if there is nothing to restore. Thread-safe.
 */
final class RestoreLog implements StateRestoreListener {

  private static final long BETWEEN_LINES_NANOS = 10_000_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Consumer<String> lines;
  private final LongSupplier nanos;
  private final Map<TopicPartition, Restoring> restoring = new HashMap<>();
  private long begunNanos;
  private long saidNanos;
  private long wanted;
  private long done;
  private int partitionsDone;

  private record Restoring(long records, long done) {}

  /**
   * @param lines takes the lines
   * @param nanos a clock that only grows
   */
  RestoreLog(Consumer<String> lines, LongSupplier nanos) {
    this.lines = lines;
    this.nanos = nanos;
  }

  /** How many records are still to be restored. */
  synchronized long remaining() {
    return restoring.values().stream().mapToLong(one -> one.records() - one.done()).sum();
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String store, long startOffset, long endOffset) {
    if (restoring.isEmpty()) {
      begunNanos = nanos.getAsLong();
      saidNanos = begunNanos;
      wanted = 0;
      done = 0;
      partitionsDone = 0;
    }
    long records = Math.max(0, endOffset - startOffset);
    wanted += records;
    restoring.put(partition, new Restoring(records, 0));
  }

  @Override
  public synchronized void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long numRestored) {
    restoring.computeIfPresent(
        partition,
        (same, one) ->
            new Restoring(one.records(), Math.min(one.records(), one.done() + numRestored)));
    done += numRestored;
    long now = nanos.getAsLong();
    if (now - saidNanos >= BETWEEN_LINES_NANOS) {
      saidNanos = now;
      lines.accept(
          String.format(
              "restoring the state: %d of %d records, %d of %d partitions",
              Math.min(done, wanted), wanted, partitionsDone, partitionsDone + restoring.size()));
    }
  }

  @Override
  public synchronized void onRestoreEnd(TopicPartition partition, String store, long total) {
    partitionsDone++;
    left(partition);
  }

  @Override
  public synchronized void onRestoreSuspended(TopicPartition partition, String store, long total) {
    left(partition);
  }

  private void left(TopicPartition partition) {
    restoring.remove(partition);
    if (restoring.isEmpty() && done > 0) {
      lines.accept(
          String.format(
              "restored the state: %d records of %d partitions in %d s",
              done, partitionsDone, (nanos.getAsLong() - begunNanos) / NANOS_PER_SECOND));
    }
  }
}
