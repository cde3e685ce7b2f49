package dev.headwater.app.stream;

import dev.headwater.query.freshness.Applied;
import dev.headwater.query.freshness.Stale;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.store.Flushes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Knows how far the copies of this instance have read their changelogs, and what follows from that
 * about the events that they reflect. Thread-safe.
 *
 * <p>The rows of a copy do not say which events they reflect. So somebody notes now and then what
 * the owner has committed, and after that where the changelog ends ({@link #note}). A copy that has
 * read up to that end reflects everything that was committed then.
 */
public final class CopyPositions implements StandbyUpdateListener, StateRestoreListener {

  /**
   * How many notes are kept that a copy has not reached. If there are more, the later ones are
   * dropped: a copy that is far behind has to reach the earliest first.
   */
  private static final int NOTES = 120;

  /**
   * For how long a copy may still be read after its partition was given to this instance. Its task
   * has restored the rest of the rows by then, or something keeps it from doing so.
   */
  private static final Duration PROMOTED = Duration.ofSeconds(20);

  private final LongSupplier nanoTime;
  private final Map<Integer, Position> byPartition = new HashMap<>();

  public CopyPositions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What a copy reflects.
   *
   * @param applied the offsets up to which everything is in its rows
   * @param stale how far it may be behind
   * @param flushes the same object for as long as the rows are those of the same copy
   */
  record Known(Applied applied, Stale stale, Flushes flushes) {}

  /** What was committed when a changelog had not reached {@code end} yet, or had just done so. */
  private record Note(long end, Applied committed, long nanos) {}

  private static final class Position {
    private final TopicPartition changelog;
    private final Flushes flushes = new Flushes();
    private final Deque<Note> notes = new ArrayDeque<>();

    /** The copy has everything before this offset. */
    private long next;

    /** The offset after the last record that the copy has. */
    private long afterLast;

    private long end;
    private Optional<Note> reached = Optional.empty();
    private Optional<Long> promotedNanos = Optional.empty();

    Position(TopicPartition changelog, long next) {
      this.changelog = changelog;
      this.next = next;
      this.afterLast = next;
    }

    void advance(long to) {
      next = Math.max(next, to);
      while (!notes.isEmpty() && notes.element().end() <= next) {
        reached = Optional.of(notes.remove());
      }
    }
  }

  @Override
  public synchronized void onUpdateStart(
      TopicPartition partition, String storeName, long startingOffset) {
    if (isOurs(storeName)) {
      byPartition.put(partition.partition(), new Position(partition, startingOffset));
    }
  }

  @Override
  public synchronized void onBatchLoaded(
      TopicPartition partition,
      String storeName,
      TaskId taskId,
      long batchEndOffset,
      long batchSize,
      long currentEndOffset) {
    Position position = byPartition.get(partition.partition());
    if (isOurs(storeName) && position != null) {
      position.afterLast = Math.max(position.afterLast, batchEndOffset + 1);
      position.advance(batchEndOffset + 1);
    }
  }

  @Override
  public synchronized void onUpdateSuspended(
      TopicPartition partition,
      String storeName,
      long storeOffset,
      long currentEndOffset,
      SuspendReason reason) {
    Position position = byPartition.get(partition.partition());
    if (isOurs(storeName) && position != null) {
      if (reason == SuspendReason.PROMOTED) {
        position.promotedNanos = Optional.of(nanoTime.getAsLong());
      } else {
        byPartition.remove(partition.partition());
      }
    }
  }

  /**
   * The task of a partition begins to restore its rows. If it does not go on from where the copy
   * ended, they are older than what is known of the copy, which is forgotten then.
   */
  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String storeName, long startingOffset, long endingOffset) {
    Position position = byPartition.get(partition.partition());
    if (isOurs(storeName) && position != null && startingOffset < position.afterLast) {
      byPartition.remove(partition.partition());
    }
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String storeName, long batchEndOffset, long numRestored) {}

  @Override
  public void onRestoreEnd(TopicPartition partition, String storeName, long totalRestored) {}

  private static boolean isOurs(String storeName) {
    return storeName.equals(GraphTopology.STORE);
  }

  /** The changelogs of the copies that are being updated, with the offset that each reads next. */
  synchronized Map<TopicPartition, Long> updated() {
    Map<TopicPartition, Long> changelogs = new HashMap<>();
    byPartition
        .values()
        .forEach(
            position -> {
              if (position.promotedNanos.isEmpty()) {
                changelogs.put(position.changelog, position.next);
              }
            });
    return changelogs;
  }

  /**
   * Notes what was committed.
   *
   * @param committed read first
   * @param nanos the time before that
   * @param end of the changelog, read after {@code committed}; transactions that are not complete
   *     are before it
   */
  synchronized void note(int partition, Applied committed, long nanos, long end) {
    Position position = byPartition.get(partition);
    if (position == null) {
      return;
    }
    position.end = Math.max(position.end, end);
    if (position.notes.size() < NOTES) {
      position.notes.add(new Note(end, committed, nanos));
    }
    position.advance(position.next);
  }

  /**
   * Notes that a changelog holds no record between the two offsets, only what transactions leave.
   */
  synchronized void nothingBetween(int partition, long from, long to) {
    Position position = byPartition.get(partition);
    if (position != null && position.next >= from) {
      position.advance(to);
    }
  }

  /** What the copy of a partition reflects; empty if there is no copy, or that is not known. */
  synchronized Optional<Known> known(int partition) {
    long now = nanoTime.getAsLong();
    return Optional.ofNullable(byPartition.get(partition))
        .filter(
            position ->
                position.promotedNanos.filter(since -> now - since > PROMOTED.toNanos()).isEmpty())
        .flatMap(
            position ->
                position.reached.map(
                    note ->
                        new Known(
                            note.committed(),
                            new Stale(
                                Math.max(0, position.end - position.next),
                                Math.max(0, now - note.nanos()) / 1_000_000),
                            position.flushes)));
  }
}
