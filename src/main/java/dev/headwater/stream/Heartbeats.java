package dev.headwater.stream;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** Records when the task of each partition of this instance last ran. Thread-safe. */
public final class Heartbeats {
  private final ConcurrentMap<Integer, Long> lastNanos = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /** Uses the clock of the machine. */
  public Heartbeats() {
    this(System::nanoTime);
  }

  Heartbeats(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Records that the task of the partition runs now. */
  public void beat(int partition) {
    lastNanos.put(partition, nanoTime.getAsLong());
  }

  /** Forgets the partition: its task has ended. */
  public void end(int partition) {
    lastNanos.remove(partition);
  }

  /**
   * Whether the task ran within the last {@code limit}. If not, this instance may have been paused:
   * another instance may own the partition without this one knowing it yet, and the rows here may
   * be old.
   */
  public boolean beatWithin(int partition, Duration limit) {
    Long last = lastNanos.get(partition);
    return last != null && nanoTime.getAsLong() - last <= limit.toNanos();
  }
}
