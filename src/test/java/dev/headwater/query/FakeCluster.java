package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.query.peer.Cluster;
import dev.headwater.query.peer.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A cluster in which a test decides which instance owns which partition. */
public final class FakeCluster implements Cluster {
  private final FakeGraph graph;
  private final Instance self;

  /** Whether there is a partition for OpenLineage runs; {@code self} owns it. */
  volatile boolean runs;

  private final Map<Integer, Instance> owners = new ConcurrentHashMap<>();
  private final Map<Integer, Instance> keepers = new ConcurrentHashMap<>();

  /** Assigns all partitions to {@code self}. */
  public FakeCluster(FakeGraph graph, Instance self) {
    this.graph = graph;
    this.self = self;
    for (int partition = 0; partition < graph.count(); partition++) {
      owners.put(partition, self);
    }
  }

  public void move(int partition, Instance to) {
    owners.put(partition, to);
  }

  /** Lets an instance keep a copy of a partition. */
  public void copy(int partition, Instance to) {
    keepers.put(partition, to);
  }

  @Override
  public List<Instance> copies(int partition) {
    return Optional.ofNullable(keepers.get(partition)).stream().toList();
  }

  public void lose(int partition) {
    owners.remove(partition);
  }

  @Override
  public int partitions() {
    return graph.count();
  }

  @Override
  public int partitionOf(Asset asset) {
    return graph.partitionOf(asset);
  }

  @Override
  public Instance self() {
    return self;
  }

  @Override
  public List<Instance> instances() {
    return Stream.of(Stream.of(self), owners.values().stream(), keepers.values().stream())
        .flatMap(all -> all)
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public int runPartitions() {
    return runs ? 1 : 0;
  }

  @Override
  public Optional<Instance> runOwner(int partition) {
    return Optional.of(self);
  }

  @Override
  public Optional<Instance> owner(int partition) {
    return Optional.ofNullable(owners.get(partition));
  }
}
