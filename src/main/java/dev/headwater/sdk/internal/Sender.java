package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes events from the outbox to the transport, on a thread of its own. If a server is
 * unavailable, it retries without limit, with growing pauses. It may send events more than once and
 * out of order. Both are harmless: an event is identified by its id, and the order does not matter.
 */
public final class Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final String SILENT = "nothing has been acknowledged for 5 s";

  private final Outbox outbox;
  private final Transport transport;
  private final Deliveries deliveries;
  private final long firstPauseMillis;
  private final long longestPauseMillis;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  // Used by the sender's thread only.
  private long pauseMillis;
  private String waitingFor = "";
  private long toldAtNanos = System.nanoTime();

  private final AtomicLong underWay = new AtomicLong();
  private volatile long heardAtNanos;

  /** Set by the transport's threads after an attempt without success. */
  private volatile boolean pauseNext;

  /**
   * Creates a sender; {@link #start} starts its thread.
   *
   * @param firstPauseMillis the pause after the first failed attempt; it doubles with each further
   *     one
   * @param longestPauseMillis the longest pause between attempts
   */
  public Sender(
      Outbox outbox,
      Transport transport,
      Deliveries deliveries,
      long firstPauseMillis,
      long longestPauseMillis) {
    this.outbox = outbox;
    this.transport = transport;
    this.deliveries = deliveries;
    this.firstPauseMillis = firstPauseMillis;
    this.longestPauseMillis = longestPauseMillis;
    this.pauseMillis = firstPauseMillis;
    thread = new Thread(this::run, "headwater-sender");
    // A pipeline that does not call close must still be able to end.
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Makes the thread end and close the transport. Returns at once. */
  public void stop() {
    stopping.countDown();
    thread.interrupt();
  }

  /** Waits until the thread has ended, for at most the timeout and at least a millisecond. */
  public void awaitEnd(Duration timeout) throws InterruptedException {
    thread.join(Math.max(1, timeout.toMillis()));
  }

  private void run() {
    try {
      while (!isStopping()) {
        Optional<QueuedEvent> next = outbox.next(IDLE);
        if (next.isPresent()) {
          send(next.get());
        }
        if (next.isEmpty() || System.nanoTime() - toldAtNanos > TOLD_NANOS) {
          meanwhile();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the sender was told to stop");
    } finally {
      // Clears the interrupt that stopped the thread: the transport must be able to wait while it
      // closes.
      Thread.interrupted();
      transport.close();
      // What this thread noticed last may have come after the client told what was left.
      deliveries.meanwhile();
    }
  }

  private void meanwhile() {
    toldAtNanos = System.nanoTime();
    deliveries.meanwhile();
    boolean silent = underWay.get() > 0 && toldAtNanos - heardAtNanos > SILENCE_NANOS;
    if (silent && waitingFor.isEmpty()) {
      waitingFor = SILENT;
      deliveries.waiting(SILENT);
    } else if (!silent && waitingFor.equals(SILENT)) {
      waitingFor = "";
      deliveries.resumed();
    }
  }

  private void send(QueuedEvent event) throws InterruptedException {
    try {
      awaitOpen();
      if (isStopping()) {
        return;
      }
    } catch (RuntimeException e) {
      tellWaiting("an unexpected error: " + e);
      again(event, e);
      return;
    }
    Result result = new Result(event);
    result.begin();
    try {
      transport.send(event, result);
    } catch (RuntimeException e) {
      result.end();
      again(event, e);
    }
  }

  private void again(QueuedEvent event, RuntimeException unexpected) {
    LOG.error("the event is sent again after an unexpected error", unexpected);
    outbox.retry(event);
    pauseNext = true; // and longer each time, if it is the same the next time
  }

  private void tellWaiting(String reason) {
    if (!waitingFor.equals(reason)) {
      waitingFor = reason;
      deliveries.waiting(reason);
    }
  }

  private void awaitOpen() throws InterruptedException {
    if (pauseNext) {
      pauseNext = false;
      pause();
    } else {
      pauseMillis = firstPauseMillis;
    }
    while (!isStopping()) {
      try {
        transport.open();
        if (!waitingFor.isEmpty() && !waitingFor.equals(SILENT)) {
          waitingFor = "";
          deliveries.resumed();
        }
        return;
      } catch (UnavailableException e) {
        tellWaiting(e.getMessage());
        pause();
      }
    }
  }

  private void pause() throws InterruptedException {
    meanwhile();
    if (stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
      return;
    }
    pauseMillis = Math.min(2 * pauseMillis, longestPauseMillis);
  }

  /** Returns how many events are sent and have no outcome yet. */
  long underWay() {
    return underWay.get();
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private final class Result implements Transport.Outcome {
    private final QueuedEvent event;
    private final AtomicBoolean ended = new AtomicBoolean();

    Result(QueuedEvent event) {
      this.event = event;
    }

    void begin() {
      if (underWay.getAndIncrement() == 0) {
        heardAtNanos = System.nanoTime();
      }
    }

    /**
     * The event is no longer being sent. Counts only once: a transport may throw after it has
     * reported the outcome.
     */
    void end() {
      if (ended.compareAndSet(false, true)) {
        underWay.decrementAndGet();
      }
    }

    private void heard() {
      end();
      heardAtNanos = System.nanoTime();
    }

    @Override
    public void delivered() {
      heard();
      settle(() -> deliveries.delivered(event));
    }

    @Override
    public void tryAgain(String reason) {
      end();
      LOG.debug("an event is sent again: {}", reason);
      pauseNext = true;
      outbox.retry(event);
    }

    @Override
    public void refused(String reason) {
      heard();
      settle(
          () -> {
            event.refuse();
            deliveries.failed(event, reason);
          });
    }

    private void settle(Runnable account) {
      if (event.claim()) {
        try {
          account.run();
        } finally {
          outbox.settle(event);
        }
      }
    }
  }
}
