package dev.headwater.bridge;

import dev.headwater.model.Job;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Builds the keys of the index that finds the runs of a job, the run with the latest event first:
 * {@code j<job><time><run>}, with the time inverted. The rows are empty.
 */
final class JobIndex {
  private static final byte JOBS = 'j';

  private JobIndex() {}

  static Bytes key(Job job, long latestMillis, String runId) {
    byte[] prefix = prefix(job);
    byte[] run = runId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES + run.length)
            .put(prefix)
            .putLong(countedDown(latestMillis))
            .put(run)
            .array());
  }

  /** A lower bound for the keys of a job's runs. */
  static Bytes first(Job job) {
    return Bytes.wrap(prefix(job));
  }

  /** An upper bound for the keys of a job's runs. */
  static Bytes last(Job job) {
    byte[] prefix = prefix(job);
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES + 1)
            .put(prefix)
            .putLong(-1)
            .put((byte) -1)
            .array());
  }

  static String runId(Job job, Bytes key) {
    int from = prefix(job).length + Long.BYTES;
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }

  /**
   * Inverts the order of times: compared as unsigned bytes, an earlier time gives a greater number.
   */
  private static long countedDown(long millis) {
    return ~(millis ^ Long.MIN_VALUE);
  }

  private static byte[] prefix(Job job) {
    byte[] namespace = job.namespace().getBytes(StandardCharsets.UTF_8);
    byte[] name = job.name().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + 2 * Integer.BYTES + namespace.length + name.length)
        .put(JOBS)
        .putInt(namespace.length)
        .put(namespace)
        .putInt(name.length)
        .put(name)
        .array();
  }
}
