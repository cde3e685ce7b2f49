package dev.headwater.app;

import dev.headwater.query.Instance;
import dev.headwater.query.PlacedCluster.Placement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;

/** Who works on which partition, as Kafka Streams knows it. */
final class Placements implements Supplier<List<Placement>> {

  private final Supplier<Collection<StreamsMetadata>> clients;
  private final String eventsTopic;

  Placements(Supplier<Collection<StreamsMetadata>> clients, String eventsTopic) {
    this.clients = clients;
    this.eventsTopic = eventsTopic;
  }

  @Override
  public List<Placement> get() {
    return clients.get().stream()
        .filter(client -> client.hostInfo().port() > 0)
        .map(
            client -> new Placement(new Instance(client.host(), client.port()), partitions(client)))
        .toList();
  }

  private Set<Integer> partitions(StreamsMetadata client) {
    return client.topicPartitions().stream()
        .filter(partition -> partition.topic().equals(eventsTopic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }
}
