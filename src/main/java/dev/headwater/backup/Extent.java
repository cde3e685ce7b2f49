package dev.headwater.backup;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of a topic's partitions at one moment.
 *
 * @param topic its name
 * @param begins the first offset of each partition
 * @param ends the offset behind the last record of each partition, transactions that are open
 *     included
 */
record Extent(String topic, Map<Integer, Long> begins, Map<Integer, Long> ends) {

  static Extent of(Admin admin, TopicDescription topic)
      throws ExecutionException, InterruptedException {
    return new Extent(
        topic.name(),
        offsets(admin, topic, OffsetSpec::earliest),
        offsets(admin, topic, OffsetSpec::latest));
  }

  private static Map<Integer, Long> offsets(
      Admin admin, TopicDescription topic, Supplier<OffsetSpec> which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    topic
        .partitions()
        .forEach(one -> asked.put(new TopicPartition(topic.name(), one.partition()), which.get()));
    Map<Integer, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
    return offsets;
  }

  long begin(int partition) {
    return begins.get(partition);
  }

  long end(int partition) {
    return ends.get(partition);
  }

  /** Whether no partition has a record or ever had one. */
  boolean isUnused() {
    return ends.values().stream().allMatch(end -> end == 0);
  }
}
