package dev.headwater.quarantine;

import java.time.Duration;

/**
 * How much of the topic one request reads at most. A scan may pass the first two by what Kafka
 * returns at once.
 *
 * @param records how many records, at least one
 * @param bytes how many bytes of keys, values and headers, at least one
 * @param kept how many records are kept in memory, without their contents, at least one
 * @param time how long; more than zero
 */
public record ScanLimits(int records, long bytes, int kept, Duration time) {
  public ScanLimits {
    if (records < 1 || bytes < 1 || kept < 1 || time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("a scan needs limits above zero");
    }
  }
}
