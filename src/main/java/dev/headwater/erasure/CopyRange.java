package dev.headwater.erasure;

import dev.headwater.backup.Part;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a partition that are written anew and then deleted.
 *
 * @param part which topic it is
 * @param topic its name
 * @param partition its number
 * @param from the first offset
 * @param to the offset behind the last record; it begins a segment of its own
 */
public record CopyRange(Part part, String topic, int partition, long from, long to) {
  /** The partition. */
  public TopicPartition key() {
    return new TopicPartition(topic, partition);
  }
}
