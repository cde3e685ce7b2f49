package dev.headwater.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares a partition of the new cluster with the one of the backup, record by record. Not
 * thread-safe.
 */
final class RestoredPartition implements Closeable {
  private final Part part;
  private final PartRecords records;
  private final Rewriting rewriting;
  private long matched;

  RestoredPartition(Part part, PartRecords records, Rewriting rewriting) {
    this.part = part;
    this.records = records;
    this.rewriting = rewriting;
  }

  /** The next record that the new cluster has to have; empty at the end. */
  Optional<ConsumerRecord<byte[], byte[]>> next() throws IOException {
    return records.next().map(record -> rewriting.apply(part, record));
  }

  /**
   * Takes a record of the new cluster.
   *
   * @throws BackupException if the backup does not have it at this place
   */
  void match(ConsumerRecord<byte[], byte[]> found) throws IOException {
    Optional<ConsumerRecord<byte[], byte[]>> expected = next();
    // Kafka may have deleted records of a compacted topic meanwhile, but it keeps their order.
    while (part.isCompacted() && expected.isPresent() && !same(expected.get(), found)) {
      expected = next();
    }
    if (expected.isEmpty() || !same(expected.get(), found)) {
      throw new BackupException(
          "topic "
              + found.topic()
              + " has another record than the backup at partition "
              + found.partition()
              + ", offset "
              + found.offset()
              + " ("
              + expected.map(one -> difference(one, found)).orElse("the backup has no more")
              + "); somebody else has written to it: delete the topics, then restore again");
    }
    if (!part.isCompacted() && found.offset() != matched) {
      throw new BackupException(
          "partition "
              + found.partition()
              + " of topic "
              + found.topic()
              + " has a gap before offset "
              + found.offset()
              + "; somebody else has written to it: delete the topics, then restore again");
    }
    matched++;
  }

  private static boolean same(
      ConsumerRecord<byte[], byte[]> expected, ConsumerRecord<byte[], byte[]> found) {
    return difference(expected, found).isEmpty();
  }

  /** What differs; empty if nothing does. */
  private static String difference(
      ConsumerRecord<byte[], byte[]> expected, ConsumerRecord<byte[], byte[]> found) {
    if (!Arrays.equals(expected.key(), found.key())) {
      return "the key differs";
    }
    if (!Arrays.equals(expected.value(), found.value())) {
      return "the value differs";
    }
    if (expected.timestamp() != found.timestamp()) {
      return "the timestamp differs";
    }
    return expected.headers().equals(found.headers()) ? "" : "the headers differ";
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
