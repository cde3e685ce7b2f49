package dev.headwater.query.peer;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The cluster as Kafka Streams has placed the partitions. Thread-safe if its suppliers and its
 * function are.
 */
public final class PlacedCluster implements Cluster {
  private final Supplier<List<Placement>> placements;
  private final Instance self;
  private final int partitions;
  private final ToIntFunction<Asset> partitionOf;
  private final Supplier<List<Placement>> runPlacements;
  private final int runPartitions;

  /**
   * An instance and its partitions of one topic.
   *
   * @param partitions those that it processes
   * @param copies those of which it only keeps a copy
   */
  public record Placement(Instance instance, Set<Integer> partitions, Set<Integer> copies) {
    public Placement {
      partitions = Set.copyOf(partitions);
      copies = Set.copyOf(copies);
    }

    /** An instance that keeps no copies. */
    public Placement(Instance instance, Set<Integer> partitions) {
      this(instance, partitions, Set.of());
    }
  }

  /**
   * @param placements returns the placements as known now, without instances that have no address
   * @param self this instance, with the same host and port as in the placements
   * @param partitions the number of partitions of the events topic
   * @param partitionOf the partition that owns an asset
   */
  public PlacedCluster(
      Supplier<List<Placement>> placements,
      Instance self,
      int partitions,
      ToIntFunction<Asset> partitionOf) {
    this(placements, self, partitions, partitionOf, List::of, 0);
  }

  /**
   * As above, with the partitions of the OpenLineage topic.
   *
   * @param runPlacements returns which instance processes which of these
   * @param runPartitions the number of partitions of the OpenLineage topic
   */
  public PlacedCluster(
      Supplier<List<Placement>> placements,
      Instance self,
      int partitions,
      ToIntFunction<Asset> partitionOf,
      Supplier<List<Placement>> runPlacements,
      int runPartitions) {
    this.placements = placements;
    this.self = self;
    this.partitions = partitions;
    this.partitionOf = partitionOf;
    this.runPlacements = runPlacements;
    this.runPartitions = runPartitions;
  }

  @Override
  public int runPartitions() {
    return runPartitions;
  }

  @Override
  public Optional<Instance> runOwner(int partition) {
    return owner(runPlacements, partition);
  }

  private static Optional<Instance> owner(Supplier<List<Placement>> of, int partition) {
    return of.get().stream()
        .filter(one -> one.partitions().contains(partition))
        .map(Placement::instance)
        .findFirst();
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
    return Stream.concat(Stream.of(self), placements.get().stream().map(Placement::instance))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public Optional<Instance> owner(int partition) {
    return owner(placements, partition);
  }

  @Override
  public List<Instance> copies(int partition) {
    return placements.get().stream()
        .filter(one -> one.copies().contains(partition))
        .map(Placement::instance)
        .toList();
  }
}
