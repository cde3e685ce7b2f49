package dev.headwater.stream.store;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * Keeps readers of several rows from seeing a half-written flush. A task writes its rows in
 * flushes; a reader that needs rows that belong together reads them between two of them. One object
 * per task. Thread-safe.
 */
public final class Flushes {
  private final UUID task = UUID.randomUUID();
  private final StampedLock lock = new StampedLock();

  /** Of the task that writes the rows; another one after each move, restart or failure. */
  public UUID task() {
    return task;
  }

  /** Runs a flush; waits for readers, each of which reads the rows of one asset at most. */
  void write(Runnable flush) {
    long stamp = lock.writeLock();
    try {
      flush.run();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /**
   * Reads rows as they are between two flushes.
   *
   * @param patience how long to wait for the end of a flush
   * @throws BusyException if a flush lasts longer
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

  /** A flush lasted longer than the reader could wait. */
  public static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException() {
      super("the rows are being written");
    }
  }
}
