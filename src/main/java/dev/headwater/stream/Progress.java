package dev.headwater.stream;

import dev.headwater.model.Asset;
import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.ScanStarts;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Records how far each partition of this instance has been applied, which is what readers see,
 * whether it is committed or not. Thread-safe.
 */
public final class Progress {
  private final ConcurrentMap<Integer, Applied> byPartition = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, ScanStarts> fronts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Flushes> flushes = new ConcurrentHashMap<>();
  private final Set<Integer> formerAlerts = ConcurrentHashMap.newKeySet();
  private volatile boolean rebuilt;
  private final Heartbeats heartbeats;
  private final AssetListener listener;
  private final StreamCounts counts;

  /** Uses the clock of the machine. */
  public Progress() {
    this(AssetListener.NONE);
  }

  /** As above, and tells a listener which assets change. */
  public Progress(AssetListener listener) {
    this(listener, StreamCounts.off());
  }

  /** As above, and counts what the tasks do. */
  public Progress(AssetListener listener, StreamCounts counts) {
    this(new Heartbeats(), listener, counts);
  }

  Progress(Heartbeats heartbeats) {
    this(heartbeats, AssetListener.NONE, StreamCounts.off());
  }

  private Progress(Heartbeats heartbeats, AssetListener listener, StreamCounts counts) {
    this.heartbeats = heartbeats;
    this.listener = listener;
    this.counts = counts;
  }

  /**
   * How far a partition has been applied since its task began.
   *
   * @param events the offset after the last event; -1 if there was none
   * @param graph the offset after the last command; -1 if there was none
   */
  public record Applied(long events, long graph) {
    static final Applied NOTHING = new Applied(-1, -1);

    /** The progress after one more record. */
    Applied and(boolean event, long offset) {
      return event ? new Applied(offset + 1, graph) : new Applied(events, offset + 1);
    }
  }

  /** A copy of the progress, by partition. */
  public Map<Integer, Applied> applied() {
    return new TreeMap<>(byPartition);
  }

  /**
   * Sets how far a partition had been applied before its task began here. A topic keeps its value
   * if the task has already applied a record from it.
   */
  public void begunAt(int partition, long events, long graph) {
    byPartition.computeIfPresent(
        partition,
        (key, known) ->
            new Applied(
                known.events() < 0 ? events : known.events(),
                known.graph() < 0 ? graph : known.graph()));
  }

  /** The lower bounds for scans of the rows that a partition's task removes from the front. */
  public ScanStarts fronts(int partition) {
    return fronts.getOrDefault(partition, new ScanStarts());
  }

  /** The lock that keeps readers of a partition from seeing a half-written flush. */
  public Flushes flushes(int partition) {
    return flushes.getOrDefault(partition, new Flushes());
  }

  /** Whether some task remembers alerts that were open when the state was deleted. */
  public boolean hasFormerAlerts() {
    return !formerAlerts.isEmpty();
  }

  /**
   * Says that since this instance started, everything that had been sent was processed at some
   * moment, and that timers had time to run after it. So a state that was deleted before the start
   * is complete again.
   */
  public void rebuilt() {
    rebuilt = true;
  }

  boolean isRebuilt() {
    return rebuilt;
  }

  void formerAlerts(int partition, boolean some) {
    if (some) {
      formerAlerts.add(partition);
    } else {
      formerAlerts.remove(partition);
    }
  }

  /** What the tasks of this instance have done. */
  public StreamCounts counts() {
    return counts;
  }

  void begin(int partition, ScanStarts ofTask, Flushes flushesOfTask) {
    fronts.put(partition, ofTask);
    flushes.put(partition, flushesOfTask);
    ticked(partition);
    byPartition.put(partition, Applied.NOTHING);
    listener.begun(partition);
  }

  void end(int partition) {
    listener.ended(partition);
    byPartition.remove(partition);
    fronts.remove(partition);
    flushes.remove(partition);
    formerAlerts.remove(partition);
    heartbeats.end(partition);
  }

  /** Tells the listener whose rows a flush has written. */
  void changed(int partition, Collection<Asset> assets) {
    listener.changed(partition, assets);
  }

  /** Records that the task of a partition runs now. */
  void ticked(int partition) {
    heartbeats.beat(partition);
  }

  /** See {@link Heartbeats#beatWithin}. */
  public boolean hasTickedWithin(int partition, Duration limit) {
    return heartbeats.beatWithin(partition, limit);
  }

  /** Sets how far a partition has been applied; a value of -1 leaves the known one. */
  void applied(int partition, Applied now) {
    byPartition.computeIfPresent(
        partition,
        (key, before) ->
            new Applied(
                now.events() < 0 ? before.events() : now.events(),
                now.graph() < 0 ? before.graph() : now.graph()));
  }
}
