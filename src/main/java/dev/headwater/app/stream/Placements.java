package dev.headwater.app.stream;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.PlacedCluster.Placement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;

/**
 * Lists which instance works on which partitions of a topic, and keeps copies of which, as Kafka
 * Streams knows it.
 */
public final class Placements implements Supplier<List<Placement>> {

  private final Supplier<Collection<StreamsMetadata>> clients;
  private final String topic;
  private final boolean tls;
  private final Supplier<String> whyNotRunning;

  /**
   * @param whyNotRunning says why the stream does not run, and what will become of it, as sentences
   * @param tls whether the instances speak TLS
   */
  public Placements(
      Supplier<Collection<StreamsMetadata>> clients,
      String topic,
      boolean tls,
      Supplier<String> whyNotRunning) {
    this.clients = clients;
    this.topic = topic;
    this.tls = tls;
    this.whyNotRunning = whyNotRunning;
  }

  /**
   * @throws UnavailableException while the stream does not run
   */
  @Override
  public List<Placement> get() {
    return running().stream()
        .filter(client -> client.hostInfo().port() > 0)
        .map(
            client ->
                new Placement(
                    new Instance(client.host(), client.port(), tls),
                    partitions(client.topicPartitions()),
                    partitions(client.standbyTopicPartitions())))
        .toList();
  }

  private Collection<StreamsMetadata> running() {
    try {
      return clients.get();
    } catch (IllegalStateException notRunning) {
      throw new UnavailableException(whyNotRunning.get(), notRunning);
    }
  }

  private Set<Integer> partitions(Set<TopicPartition> all) {
    return all.stream()
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }
}
