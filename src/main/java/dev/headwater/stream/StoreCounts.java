package dev.headwater.stream;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;

/**
 * Counts the operations of stream threads on stores. Operations of other threads, such as reads for
 * the API, do not count. Counts only grow. Thread-safe.
 */
public final class StoreCounts {
  /** Part of the name of each thread in which Kafka Streams processes records. */
  private static final String STREAM_THREAD = "StreamThread";

  private final LongAdder gets = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder deletes = new LongAdder();
  private final LongAdder putBytes = new LongAdder();
  private final LongAdder scans = new LongAdder();
  private final LongAdder scannedRows = new LongAdder();

  /**
   * The counts at one moment.
   *
   * @param gets reads of one row, whether it exists or not
   * @param puts rows written, without deletions
   * @param deletes rows deleted
   * @param putBytes bytes of the keys and values written, and of the keys deleted
   * @param scans scans begun, over a range or a prefix
   * @param scannedRows rows that scans returned
   */
  public record Snapshot(
      long gets, long puts, long deletes, long putBytes, long scans, long scannedRows) {

    /** The increase since an earlier snapshot. */
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
