package dev.headwater.stream;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;

/** How often stores were asked and told what. Counts only grow; thread-safe. */
public final class StoreCounts {
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
    gets.increment();
  }

  void put(Bytes key, byte[] value) {
    (value == null ? deletes : puts).increment();
    putBytes.add(key.get().length + (value == null ? 0 : value.length));
  }

  void scan() {
    scans.increment();
  }

  void scannedRow() {
    scannedRows.increment();
  }
}
