package dev.headwater.stream;

import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.Fronts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * How far each partition of this instance has come: what readers see, committed or not.
 * Thread-safe.
 */
public final class Progress {
  private final ConcurrentMap<Integer, Applied> byPartition = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Fronts> fronts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Flushes> flushes = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Long> tickedNanos = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /** On the clock of the machine. */
  public Progress() {
    this(System::nanoTime);
  }

  Progress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What has been applied of a partition.
   *
   * @param events the offset after the last event; -1 if none was since the task began
   * @param graph the offset after the last command; -1 if none was since the task began
   */
  public record Applied(long events, long graph) {
    static final Applied NOTHING = new Applied(-1, -1);

    /** After one more record. */
    Applied and(boolean event, long offset) {
      return event ? new Applied(offset + 1, graph) : new Applied(events, offset + 1);
    }
  }

  /** A copy, by partition. */
  public Map<Integer, Applied> applied() {
    return new TreeMap<>(byPartition);
  }

  /**
   * Tells how far a partition had come before its task began here; has no effect on what has been
   * applied since.
   */
  public void begunAt(int partition, long events, long graph) {
    byPartition.computeIfPresent(
        partition,
        (key, known) ->
            new Applied(
                known.events() < 0 ? events : known.events(),
                known.graph() < 0 ? graph : known.graph()));
  }

  /** Where the rows of a partition begin that are taken from the front. */
  public Fronts fronts(int partition) {
    return fronts.getOrDefault(partition, new Fronts());
  }

  /** What keeps readers of a partition from seeing a half-written flush. */
  public Flushes flushes(int partition) {
    return flushes.getOrDefault(partition, new Flushes());
  }

  void begin(int partition, Fronts ofTask, Flushes flushesOfTask) {
    fronts.put(partition, ofTask);
    flushes.put(partition, flushesOfTask);
    ticked(partition);
    byPartition.put(partition, Applied.NOTHING);
  }

  void end(int partition) {
    byPartition.remove(partition);
    fronts.remove(partition);
    flushes.remove(partition);
    tickedNanos.remove(partition);
  }

  /** The task of a partition is at work. */
  void ticked(int partition) {
    tickedNanos.put(partition, nanoTime.getAsLong());
  }

  /**
   * Whether the task of a partition has been at work within {@code limit}. An instance that was
   * paused may have lost the partition meanwhile without knowing it yet, and hold rows of before.
   */
  public boolean hasTickedWithin(int partition, Duration limit) {
    Long last = tickedNanos.get(partition);
    return last != null && nanoTime.getAsLong() - last <= limit.toNanos();
  }

  /** Tells how far a partition has come by records alone; -1 where none has been applied. */
  void applied(int partition, Applied now) {
    byPartition.computeIfPresent(
        partition,
        (key, before) ->
            new Applied(
                now.events() < 0 ? before.events() : now.events(),
                now.graph() < 0 ? before.graph() : now.graph()));
  }
}
