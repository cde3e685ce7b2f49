package dev.headwater.app;

import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Policy;
import dev.headwater.query.PartitionReads;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.store.GraphReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The partitions of this instance, for reading. Thread-safe. */
final class HostedPartitions implements IntFunction<Optional<PartitionReads>> {

  /**
   * How long rows are read after their task was at work last: well below the session timeout, after
   * which another instance may have the partition.
   */
  static final Duration LEASE = Duration.ofSeconds(20);

  private final StreamRuntime stream;
  private final StreamCodec codec;
  private final Progress progress;
  private final Policy policy;
  private final Clock clock;

  HostedPartitions(
      StreamRuntime stream, StreamCodec codec, Progress progress, Policy policy, Clock clock) {
    this.stream = stream;
    this.codec = codec;
    this.progress = progress;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public Optional<PartitionReads> apply(int partition) {
    return reader(partition)
        .map(reader -> new StoredReads(partition, reader, progress, policy, clock));
  }

  /** Which they are, in order. */
  List<Integer> numbers() {
    return List.copyOf(progress.applied().keySet());
  }

  /** How many alerts have been put off for a moment, or are held back. */
  long pendingAlerts() {
    long pending = 0;
    for (int partition : numbers()) {
      pending += reader(partition).map(this::pendingAlerts).orElse(0L);
    }
    return pending;
  }

  /** What is missing of the numbers that producers gave their events. */
  MissingEvents missing() {
    MissingEvents all = MissingEvents.NONE;
    for (int partition : numbers()) {
      all = all.plus(reader(partition).map(HostedPartitions::missing).orElse(MissingEvents.NONE));
    }
    return all;
  }

  private static MissingEvents missing(GraphReader reader) {
    try {
      return reader.missing();
    } catch (InvalidStateStoreException moved) {
      return MissingEvents.NONE; // its new owner tells
    }
  }

  private long pendingAlerts(GraphReader reader) {
    try {
      return StoredReads.pendingAlerts(reader, clock.millis());
    } catch (InvalidStateStoreException moved) {
      return 0; // its new owner tells
    }
  }

  private Optional<GraphReader> reader(int partition) {
    if (!progress.hasTickedWithin(partition, LEASE)) {
      return Optional.empty();
    }
    try {
      ReadOnlyKeyValueStore<Bytes, byte[]> store =
          stream
              .streams()
              .store(
                  StoreQueryParameters.fromNameAndType(
                          GraphTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                      .withPartition(partition));
      return Optional.of(
          new GraphReader(store, codec, progress.fronts(partition), progress.flushes(partition)));
    } catch (InvalidStateStoreException notHere) {
      return Optional.empty();
    }
  }
}
