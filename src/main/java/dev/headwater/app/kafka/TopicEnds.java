package dev.headwater.app.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;

/** Where partitions of a topic begin and end. */
public final class TopicEnds {
  private TopicEnds() {}

  /** The first offset of each partition. */
  public static Map<TopicPartition, Long> begins(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return begins(admin, partitions(admin, topic));
  }

  /** The first offset of each of these partitions. */
  public static Map<TopicPartition, Long> begins(Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return offsets(admin, partitions, OffsetSpec.earliest());
  }

  /** The offset behind the last record of each partition, open transactions included. */
  public static Map<TopicPartition, Long> ends(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return offsets(admin, partitions(admin, topic), OffsetSpec.latest());
  }

  private static List<TopicPartition> partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .topicNameValues()
        .get(topic)
        .get()
        .partitions()
        .stream()
        .map(one -> new TopicPartition(topic, one.partition()))
        .toList();
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(one -> asked.put(one, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, answer) -> offsets.put(partition, answer.offset()));
    return offsets;
  }

  /** Deletes the records before an offset of each partition. */
  public static void deleteBefore(Admin admin, Map<TopicPartition, Long> offsets)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> asked = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> asked.put(partition, RecordsToDelete.beforeOffset(offset)));
    admin.deleteRecords(asked).all().get();
  }

  /** The bytes of each partition on the disks of each broker that has it. */
  public static Map<TopicPartitionReplica, Long> sizes(
      Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
    Map<TopicPartitionReplica, Long> sizes = new HashMap<>();
    admin
        .describeLogDirs(brokers)
        .allDescriptions()
        .get()
        .forEach(
            (broker, disks) ->
                disks
                    .values()
                    .forEach(
                        disk ->
                            disk.replicaInfos()
                                .forEach(
                                    (one, replica) -> {
                                      if (partitions.contains(one)) {
                                        sizes.merge(
                                            new TopicPartitionReplica(
                                                one.topic(), one.partition(), broker),
                                            replica.size(),
                                            Long::sum);
                                      }
                                    })));
    return sizes;
  }
}
