package dev.headwater.stream;

import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.Fronts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How far each partition of this instance has come: what readers see, committed or not.
 * Thread-safe.
 */
public final class Progress {
  private final ConcurrentMap<Integer, Applied> byPartition = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Fronts> fronts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Flushes> flushes = new ConcurrentHashMap<>();
  private final Heartbeats heartbeats;

  /** On the clock of the machine. */
  public Progress() {
    this(new Heartbeats());
  }

  Progress(Heartbeats heartbeats) {
    this.heartbeats = heartbeats;
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
    heartbeats.end(partition);
  }

  /** The task of a partition is at work. */
  void ticked(int partition) {
    heartbeats.beat(partition);
  }

  /** See {@link Heartbeats#beatWithin}. */
  public boolean hasTickedWithin(int partition, Duration limit) {
    return heartbeats.beatWithin(partition, limit);
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
