package dev.headwater.stream;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** When the task of each partition of this instance was last at work. Thread-safe. */
public final class Heartbeats {
  private final ConcurrentMap<Integer, Long> lastNanos = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /** On the clock of the machine. */
  public Heartbeats() {
    this(System::nanoTime);
  }

  Heartbeats(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The task is at work now. */
  public void beat(int partition) {
    lastNanos.put(partition, nanoTime.getAsLong());
  }

  /** The task has ended. */
  public void end(int partition) {
    lastNanos.remove(partition);
  }

  /**
   * Whether the task has been at work within {@code limit}. An instance that was paused may have
   * lost the partition meanwhile without knowing it yet, and hold rows of before.
   */
  public boolean beatWithin(int partition, Duration limit) {
    Long last = lastNanos.get(partition);
    return last != null && nanoTime.getAsLong() - last <= limit.toNanos();
  }
}
