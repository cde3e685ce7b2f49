package dev.headwater.stream.store;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * A lock that keeps readers of several rows from seeing a half-written flush. A task writes its
 * rows in flushes. A reader that needs consistent rows reads them between two flushes. One object
 * for each task. Thread-safe.
 */
public final class Flushes {
  private final UUID task = UUID.randomUUID();
  private final StampedLock lock = new StampedLock();

  /**
   * The id of the task that writes the rows. It is a new one after each move, restart or failure.
   */
  public UUID task() {
    return task;
  }

  /** Runs a flush. Waits for readers first, each of which reads a bounded number of rows. */
  void write(Runnable flush) {
    long stamp = lock.writeLock();
    try {
      flush.run();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /**
   * Reads rows between two flushes.
   *
   * @param patience how long to wait for the end of a flush
   * @throws BusyException if a flush takes longer, or the thread is interrupted
   */
  public <T> T read(Supplier<T> rows, Duration patience) {
    long stamp;
    try {
      stamp = lock.tryReadLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    }
    if (stamp == 0) {
      throw new BusyException();
    }
    try {
      return rows.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** The reader could not wait for the end of a flush. */
  public static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException() {
      super("the rows are being written");
    }
  }
}
