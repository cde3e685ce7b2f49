package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;

/**
 * Which instance has which partition. Thread-safe; what it says may be out of date a moment later.
 */
public interface Cluster {

  /** How many partitions there are. */
  int partitions();

  /** The partition that owns an asset. */
  int partitionOf(Asset asset);

  /** This instance. */
  Instance self();

  /** All that are known to run, this one included, by URL. */
  List<Instance> instances();

  /** Who has a partition; empty while it is on its way. */
  Optional<Instance> owner(int partition);

  /** How many partitions the OpenLineage topic has; 0 where its runs are not read. */
  default int runPartitions() {
    return 0;
  }

  /** Who has a partition of the OpenLineage topic; empty while it is on its way. */
  default Optional<Instance> runOwner(int partition) {
    return Optional.empty();
  }
}
