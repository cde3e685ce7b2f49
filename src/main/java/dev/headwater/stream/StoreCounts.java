package dev.headwater.stream;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;

/**
 * How often stream threads asked stores and told them what; reads for others, such as those of the
 * API, do not count. Counts only grow; thread-safe.
 */
public final class StoreCounts {
  /** Kafka Streams has this in the name of each of its threads that process. */
  private static final String STREAM_THREAD = "StreamThread";

  private final LongAdder gets = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder deletes = new LongAdder();
  private final LongAdder putBytes = new LongAdder();
  private final LongAdder scans = new LongAdder();
  private final LongAdder scannedRows = new LongAdder();

  /**
   * The counts at one time.
   *
   * @param gets reads of one row, whether it was there or not
   * @param puts rows written, removals not among them
   * @param deletes rows removed
   * @param putBytes keys and values of what was written and removed
   * @param scans ranges and prefixes begun
   * @param scannedRows rows that scans returned
   */
  public record Snapshot(
      long gets, long puts, long deletes, long putBytes, long scans, long scannedRows) {

    /** What was added since an earlier one. */
    public Snapshot since(Snapshot earlier) {
      return new Snapshot(
          gets - earlier.gets,
          puts - earlier.puts,
          deletes - earlier.deletes,
          putBytes - earlier.putBytes,
          scans - earlier.scans,
          scannedRows - earlier.scannedRows);
    }
  }

  public Snapshot snapshot() {
    return new Snapshot(
        gets.sum(), puts.sum(), deletes.sum(), putBytes.sum(), scans.sum(), scannedRows.sum());
  }

  void get() {
    count(gets, 1);
  }

  void put(Bytes key, byte[] value) {
    count(value == null ? deletes : puts, 1);
    count(putBytes, key.get().length + (value == null ? 0 : value.length));
  }

  void scan() {
    count(scans, 1);
  }

  void scannedRow() {
    count(scannedRows, 1);
  }

  private static void count(LongAdder counter, int more) {
    if (Thread.currentThread().getName().contains(STREAM_THREAD)) {
      counter.add(more);
    }
  }
}
