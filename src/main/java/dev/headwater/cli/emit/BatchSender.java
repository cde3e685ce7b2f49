package dev.headwater.cli.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends lines in batches, several at the same time. A batch has up to 1,000 lines or 1 MiB, or a
 * single longer line. At most eight batches are queued or being sent; while they are, reading waits
 * for sending. Used by one thread.
 */
final class BatchSender implements AutoCloseable {

  private static final int BATCH_EVENTS = 1_000;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final int THREADS = 4;
  private static final int BATCHES = 2 * THREADS;

  private final EventSender sender;
  private final EmitOutcome tally;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, BatchSender::daemon);
  private final Semaphore room = new Semaphore(BATCHES);
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());
  private List<EventLine> batch = new ArrayList<>();
  private int bytes;

  BatchSender(EventSender sender, EmitOutcome tally) {
    this.sender = sender;
    this.tally = tally;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "headwater-emit");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Adds a line. Waits while too many batches are being sent. Throws the failure of an earlier
   * batch, if there is one.
   */
  void add(EventLine line) {
    if (batch.size() == BATCH_EVENTS || bytes + line.json().length > BATCH_BYTES) {
      sendBatch();
    }
    batch.add(line);
    bytes += line.json().length;
  }

  /** Returns when every line is accepted or rejected. Throws as {@link #add} does. */
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
