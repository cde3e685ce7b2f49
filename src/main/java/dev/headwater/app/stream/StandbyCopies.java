package dev.headwater.app.stream;

import dev.headwater.engine.Policy;
import dev.headwater.query.freshness.Applied;
import dev.headwater.query.peer.Copy;
import dev.headwater.query.stored.StoredReads;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.GraphReader;
import dev.headwater.stream.store.ScanStarts;
import dev.headwater.stream.store.StateFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives read access to the copies of partitions of other instances, and finds out what they
 * reflect. Thread-safe.
 *
 * <p>Kafka Streams writes the rows of a copy from the changelog. No processor runs there, so that
 * the rows do not say how far the events are processed; {@link CopyPositions} does. A copy of which
 * that is not known is not read.
 */
public final class StandbyCopies implements IntFunction<Optional<Copy>>, AutoCloseable {

  private static final long LOOK_MILLIS = 500;
  private static final long ANSWER_SECONDS = 5;
  private static final long CLOSE_SECONDS = 3;

  /** How long a look into the end of one changelog may take. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(StandbyCopies.class);

  private final IntFunction<Optional<ReadOnlyKeyValueStore<Bytes, byte[]>>> stores;
  private final StreamCodec codec;
  private final Progress progress;
  private final Policy policy;
  private final CopyPositions positions;
  private final TopicNames topics;
  private final Offsets offsets;
  private final ChangelogTail tail;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "headwater-copies");
            made.setDaemon(true);
            return made;
          });

  /** What the broker says about offsets. */
  interface Offsets {
    /** What the owners have committed, by partition of the topics that they process. */
    Map<TopicPartition, Long> committed()
        throws ExecutionException, InterruptedException, TimeoutException;

    /** Where these changelogs end, with the transactions that are not complete. */
    Map<TopicPartition, Long> ends(Set<TopicPartition> changelogs)
        throws ExecutionException, InterruptedException, TimeoutException;
  }

  /** Where each copy stood at the previous look. */
  private Map<TopicPartition, Long> before = Map.of();

  /**
   * @param stores the store of a partition: of its task, or of a copy
   * @param tail its owner closes it, after this
   */
  public StandbyCopies(
      IntFunction<Optional<ReadOnlyKeyValueStore<Bytes, byte[]>>> stores,
      StreamCodec codec,
      Progress progress,
      Policy policy,
      CopyPositions positions,
      TopicNames topics,
      Offsets offsets,
      ChangelogTail tail) {
    this.stores = stores;
    this.codec = codec;
    this.progress = progress;
    this.policy = policy;
    this.positions = positions;
    this.topics = topics;
    this.offsets = offsets;
    this.tail = tail;
  }

  /**
   * The offsets of a broker.
   *
   * @param group the application id of the stream
   */
  public static Offsets offsets(Admin admin, String group) {
    return new Offsets() {
      @Override
      public Map<TopicPartition, Long> committed()
          throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
            .forEach(
                (partition, offset) -> {
                  if (offset != null) {
                    committed.put(partition, offset.offset());
                  }
                });
        return committed;
      }

      @Override
      public Map<TopicPartition, Long> ends(Set<TopicPartition> changelogs)
          throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        changelogs.forEach(changelog -> wanted.put(changelog, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin
            .listOffsets(wanted)
            .all()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
            .forEach((changelog, found) -> ends.put(changelog, found.offset()));
        return ends;
      }
    };
  }

  /** Begins to look at what the copies reflect. */
  public void start() {
    thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<Copy> apply(int partition) {
    Optional<CopyPositions.Known> known = positions.known(partition);
    if (known.isEmpty() || isOwned(partition)) {
      return Optional.empty();
    }
    CopyPositions.Known copy = known.get();
    Optional<ReadOnlyKeyValueStore<Bytes, byte[]>> store = stores.apply(partition);
    // What is known has to be of this store, and the store must not have become that of a task.
    boolean same =
        positions.known(partition).filter(now -> now.flushes() == copy.flushes()).isPresent();
    return store
        .filter(found -> same && !isOwned(partition))
        .filter(StandbyCopies::isReadable)
        .map(
            found ->
                new Copy(
                    new StoredReads(
                        partition,
                        new GraphReader(found, codec, new ScanStarts(), copy.flushes()),
                        copy::applied,
                        policy,
                        Clock.systemUTC()),
                    copy.stale()));
  }

  /** An instance of another version may have written the rows, in another format. */
  private static boolean isReadable(ReadOnlyKeyValueStore<Bytes, byte[]> copy) {
    try {
      return StateFormat.isReadable(copy);
    } catch (InvalidStateStoreException gone) {
      return false;
    }
  }

  private boolean isOwned(int partition) {
    return progress.applied().containsKey(partition);
  }

  /** Looks once. If that fails, what is known of the copies stays as it is. */
  void look() {
    try {
      Map<TopicPartition, Long> copies = positions.updated();
      if (!copies.isEmpty()) {
        look(copies);
      }
      before = copies;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException unknown) {
      LOG.debug("cannot tell what the copies reflect", unknown);
    }
  }

  private void look(Map<TopicPartition, Long> copies)
      throws ExecutionException, InterruptedException, TimeoutException {
    long nanos = System.nanoTime();
    // First what is committed, then where the changelogs end: whatever a commit wrote is before
    // that end. It has to be the end with open transactions, because the markers of a transaction
    // that is committed may still be missing in the changelog.
    Map<TopicPartition, Long> committed = offsets.committed();
    Map<TopicPartition, Long> ends = offsets.ends(copies.keySet());
    for (Map.Entry<TopicPartition, Long> copy : copies.entrySet()) {
      int partition = copy.getKey().partition();
      long end = ends.get(copy.getKey());
      positions.note(partition, applied(committed, partition), nanos, end);
      long next = copy.getValue();
      boolean still = Long.valueOf(next).equals(before.get(copy.getKey()));
      if (still && next < end && tail.isEmpty(copy.getKey(), next, end, PATIENCE)) {
        positions.nothingBetween(partition, next, end);
      }
    }
  }

  private Applied applied(Map<TopicPartition, Long> committed, int partition) {
    return new Applied(
        committed.getOrDefault(new TopicPartition(topics.events(), partition), 0L),
        committed.getOrDefault(new TopicPartition(topics.graph(), partition), 0L));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("Kafka still keeps {} waiting", thread);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
