package dev.headwater.notify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/** Gives all partitions to one member of the group, so that there is one digest and not several. */
public final class WholeTopicAssignor implements ConsumerPartitionAssignor {
  /** Kafka creates the assignor by its name. */
  public WholeTopicAssignor() {}

  @Override
  public String name() {
    return "headwater-whole-topic";
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
    String chosen =
        group.groupSubscription().keySet().stream().min(Comparator.naturalOrder()).orElseThrow();
    Map<String, Assignment> assignments = new HashMap<>();
    group
        .groupSubscription()
        .forEach(
            (member, subscription) -> {
              List<TopicPartition> partitions = new ArrayList<>();
              if (member.equals(chosen)) {
                subscription
                    .topics()
                    .forEach(
                        topic ->
                            cluster
                                .partitionsForTopic(topic)
                                .forEach(
                                    found ->
                                        partitions.add(
                                            new TopicPartition(topic, found.partition()))));
              }
              assignments.put(member, new Assignment(partitions));
            });
    return new GroupAssignment(assignments);
  }
}
