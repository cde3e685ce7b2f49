package dev.headwater.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** Records when the task of each partition of this instance last ran. Thread-safe. */
public final class Heartbeats {
  /** After a silence, a task has to run for the limit divided by this before it counts. */
  private static final int SETTLED = 4;

  private final ConcurrentMap<Integer, Beats> byPartition = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /** Uses the clock of the machine. */
  public Heartbeats() {
    this(System::nanoTime);
  }

  Heartbeats(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A time without a beat. */
  private record Silence(long nanos, long endedNanos) {}

  /** The beats of one task. */
  private static final class Beats {
    private long lastNanos;

    /** Those that may still matter, the longest and earliest first. */
    private final Deque<Silence> silences = new ArrayDeque<>();

    Beats(long firstNanos) {
      lastNanos = firstNanos;
    }

    synchronized void beat(long now) {
      long silence = now - lastNanos;
      lastNanos = now;
      while (!silences.isEmpty() && silences.getLast().nanos() <= silence) {
        silences.removeLast();
      }
      silences.removeIf(earlier -> now - earlier.endedNanos() >= earlier.nanos() / SETTLED);
      silences.addLast(new Silence(silence, now));
    }

    synchronized boolean isWithin(long now, long limit) {
      long settled = limit / SETTLED;
      return now - lastNanos <= limit
          && silences.stream()
              .noneMatch(one -> one.nanos() > limit && now - one.endedNanos() < settled);
    }
  }

  /** Records that the task of the partition runs now. */
  public void beat(int partition) {
    long now = nanoTime.getAsLong();
    byPartition.computeIfAbsent(partition, one -> new Beats(now)).beat(now);
  }

  /** Forgets the partition: its task has ended. */
  public void end(int partition) {
    byPartition.remove(partition);
  }

  /**
   * Whether the task ran within the last {@code limit}. If not, this instance may have been paused:
   * another instance may own the partition without this one knowing it yet, and the rows here may
   * be old. A task that runs again after such a silence learns that only when it hears from the
   * broker. So it counts again once it has run for a quarter of {@code limit}.
   */
  public boolean beatWithin(int partition, Duration limit) {
    Beats beats = byPartition.get(partition);
    return beats != null && beats.isWithin(nanoTime.getAsLong(), limit.toNanos());
  }
}
