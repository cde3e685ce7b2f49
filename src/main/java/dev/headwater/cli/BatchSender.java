package dev.headwater.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends lines in batches, several at once. A batch is up to 1,000 lines or 1 MiB; eight of them are
 * in memory at most, so that reading waits for sending. Used by one thread.
 */
final class BatchSender implements AutoCloseable {

  private static final int BATCH_EVENTS = 1_000;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final int THREADS = 4;
  private static final int BATCHES = 2 * THREADS;

  private final EventSender sender;
  private final Tally tally;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, BatchSender::daemon);
  private final Semaphore room = new Semaphore(BATCHES);
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());
  private List<EventLine> batch = new ArrayList<>();
  private int bytes;

  BatchSender(EventSender sender, Tally tally) {
    this.sender = sender;
    this.tally = tally;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "headwater-emit");
    thread.setDaemon(true);
    return thread;
  }

  /** Takes a line; waits while too many are under way. Throws what went wrong with earlier ones. */
  void add(EventLine line) {
    if (batch.size() == BATCH_EVENTS || bytes + line.json().length > BATCH_BYTES) {
      sendBatch();
    }
    batch.add(line);
    bytes += line.json().length;
  }

  /** Returns when every line is accepted or rejected; throws as {@link #add}. */
  void finish() {
    sendBatch();
    room.acquireUninterruptibly(BATCHES);
    room.release(BATCHES);
    throwFailure();
    sender.finish(tally);
  }

  private void sendBatch() {
    if (batch.isEmpty()) {
      return;
    }
    List<EventLine> lines = batch;
    batch = new ArrayList<>();
    bytes = 0;
    room.acquireUninterruptibly();
    throwFailure();
    threads.execute(
        () -> {
          try {
            sender.send(lines, tally);
          } catch (RuntimeException failed) {
            failure.compareAndSet(Optional.empty(), Optional.of(failed));
          } finally {
            room.release();
          }
        });
  }

  private void throwFailure() {
    failure
        .get()
        .ifPresent(
            failed -> {
              throw failed;
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
