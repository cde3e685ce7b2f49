package dev.headwater.query.peer;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;

/**
 * Knows which instance has which partition. Thread-safe. Its answers may be out of date a moment
 * later.
 */
public interface Cluster {

  /** How many partitions the events topic has. */
  int partitions();

  /** The partition that owns an asset. */
  int partitionOf(Asset asset);

  /** This instance. */
  Instance self();

  /** All instances that are known to run, this one included, sorted by URL. */
  List<Instance> instances();

  /** The instance that has a partition; empty while the partition moves. */
  Optional<Instance> owner(int partition);

  /** The instances that keep a copy of a partition. */
  default List<Instance> copies(int partition) {
    return List.of();
  }

  /** How many partitions the OpenLineage topic has; 0 if its runs are not read. */
  default int runPartitions() {
    return 0;
  }

  /**
   * The instance that has a partition of the OpenLineage topic; empty while the partition moves.
   */
  default Optional<Instance> runOwner(int partition) {
    return Optional.empty();
  }
}
