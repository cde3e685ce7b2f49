package dev.headwater.app.stream;

import dev.headwater.app.metrics.StateCounts;
import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Policy;
import dev.headwater.query.question.AssetLookup;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.stored.StoredReads;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.GraphReader;
import dev.headwater.stream.store.ScanStarts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Gives read access to the partitions of this instance. Thread-safe. */
public final class HostedPartitions implements IntFunction<Optional<PartitionReads>> {

  private final StreamRuntime stream;
  private final StreamCodec codec;
  private final Progress progress;
  private final Policy policy;
  private final Clock clock;
  private final AssetLookup lookup;
  private final CategoryLookup categories;
  private final Duration lease;

  /**
   * @param lease for how long after the last heartbeat of a task its rows may be read. Well below
   *     the session timeout, after which another instance may own the partition
   * @param lookup finds assets by an index
   * @param categories finds datasets by what they declare, by an index
   */
  public HostedPartitions(
      StreamRuntime stream,
      StreamCodec codec,
      Progress progress,
      Policy policy,
      Clock clock,
      Duration lease,
      AssetLookup lookup,
      CategoryLookup categories) {
    this.stream = stream;
    this.codec = codec;
    this.progress = progress;
    this.policy = policy;
    this.clock = clock;
    this.lease = lease;
    this.lookup = lookup;
    this.categories = categories;
  }

  @Override
  public Optional<PartitionReads> apply(int partition) {
    return reader(partition)
        .map(
            reader ->
                new StoredReads(partition, reader, progress, policy, clock, lookup, categories));
  }

  /** The numbers of these partitions, in order. */
  public List<Integer> numbers() {
    return List.copyOf(progress.applied().keySet());
  }

  /**
   * What the rows of this instance's partitions say is there; empty if one of them cannot be read:
   * a sum over the others would be too small.
   */
  public Optional<StateCounts> counts() {
    if (!stream.isRunning()) {
      return Optional.empty(); // partitions may still be on their way here
    }
    StateCounts all = StateCounts.NOTHING;
    try {
      for (int partition : numbers()) {
        Optional<GraphReader> reader = reader(partition);
        if (reader.isEmpty()) {
          return Optional.empty();
        }
        MissingEvents missing = reader.get().missing();
        all =
            all.plus(
                reader.get().overview(),
                missing.producers(),
                missing.events(),
                StoredReads.pendingAlerts(reader.get(), clock.millis()));
      }
    } catch (InvalidStateStoreException moved) {
      return Optional.empty();
    }
    return Optional.of(all);
  }

  /**
   * How many alerts are delayed for a moment or held back. A partition that cannot be read counts
   * as one: it may have some.
   */
  public long pendingAlerts() {
    long pending = 0;
    for (int partition : numbers()) {
      pending += reader(partition).map(this::pendingAlerts).orElse(1L);
    }
    return pending;
  }

  /** The events that are missing according to the numbers that producers gave their events. */
  public MissingEvents missing() {
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
      return MissingEvents.NONE; // its new owner reports them
    }
  }

  private long pendingAlerts(GraphReader reader) {
    try {
      return StoredReads.pendingAlerts(reader, clock.millis());
    } catch (InvalidStateStoreException moved) {
      return 1; // its new owner may not report them yet
    }
  }

  private Optional<GraphReader> reader(int partition) {
    ScanStarts fronts = progress.fronts(partition);
    Flushes flushes = progress.flushes(partition);
    // Without a task there are new objects each time, which know nothing of the rows.
    if (!progress.hasTickedWithin(partition, lease)
        || progress.fronts(partition) != fronts
        || progress.flushes(partition) != flushes) {
      return Optional.empty();
    }
    return stream
        .<Bytes, byte[]>store(GraphTopology.STORE, partition)
        .map(store -> new GraphReader(store, codec, fronts, flushes));
  }
}
