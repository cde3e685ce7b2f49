package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** The cluster as Kafka Streams knows it, by {@code application.server}. Thread-safe. */
public final class StreamsCluster implements Cluster {
  private final Supplier<Collection<StreamsMetadata>> metadata;
  private final Instance self;
  private final String eventsTopic;
  private final int partitions;
  private final ToIntFunction<Asset> partitionOf;

  /**
   * @param metadata of all clients, as {@code KafkaStreams.metadataForAllStreamsClients} gives it
   * @param self this instance, as its own {@code application.server}
   * @param eventsTopic the source topic that tells who has a partition
   */
  public StreamsCluster(
      Supplier<Collection<StreamsMetadata>> metadata,
      Instance self,
      String eventsTopic,
      int partitions,
      ToIntFunction<Asset> partitionOf) {
    this.metadata = metadata;
    this.self = self;
    this.eventsTopic = eventsTopic;
    this.partitions = partitions;
    this.partitionOf = partitionOf;
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public int partitionOf(Asset asset) {
    return partitionOf.applyAsInt(asset);
  }

  @Override
  public Instance self() {
    return self;
  }

  @Override
  public List<Instance> instances() {
    return Stream.concat(Stream.of(self), metadata.get().stream().map(one -> at(one.hostInfo())))
        .filter(instance -> instance.port() > 0)
        .distinct()
        .sorted()
        .collect(Collectors.toList());
  }

  @Override
  public Optional<Instance> owner(int partition) {
    TopicPartition wanted = new TopicPartition(eventsTopic, partition);
    return metadata.get().stream()
        .filter(one -> one.topicPartitions().contains(wanted))
        .map(one -> at(one.hostInfo()))
        .findFirst();
  }

  private static Instance at(HostInfo host) {
    return new Instance(host.host(), host.port());
  }
}
