package dev.headwater.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when everything that was sent is processed, and all that it set off: the topics are empty,
 * nothing is put off for later, and the topics have not grown meanwhile. Thread-safe.
 *
 * <p>A moment of rest need not exist while events keep coming; whoever waits for one waits with a
 * limit. All who wait share one series of checks.
 */
public final class Quiescence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Quiescence.class);
  private static final long BETWEEN_CHECKS_MILLIS = 5;
  private static final long AFTER_FAILURE_MILLIS = 250;

  private final Backlogs backlogs;
  private final LongSupplier pendingAlerts;
  private final ScheduledExecutorService checks;
  private final List<Waiter> waiters = new ArrayList<>();
  private boolean scheduled;

  private record Waiter(Deadline deadline, CompletableFuture<Boolean> done) {}

  /**
   * How things stand.
   *
   * @param backlog in the topics
   * @param pendingAlerts resolutions put off for a moment, and alerts held back after a backlog
   * @param quiescent whether all is processed
   */
  public record Standing(Backlog backlog, long pendingAlerts, boolean quiescent) {}

  /**
   * @param pendingAlerts how many alerts are put off or held back, over all instances; must not
   *     fall before what they did is committed. May throw {@link UnavailableException}
   */
  public Quiescence(Backlogs backlogs, LongSupplier pendingAlerts) {
    this.backlogs = backlogs;
    this.pendingAlerts = pendingAlerts;
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "headwater-quiescence");
              thread.setDaemon(true);
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.checks = executor;
  }

  /**
   * How things stand now.
   *
   * @throws UnavailableException if the broker or an instance does not answer
   */
  public Standing now() {
    Backlog before = backlogs.read();
    long timers = pendingAlerts.getAsLong();
    if (!before.isEmpty() || timers > 0) {
      return new Standing(before, timers, false);
    }
    Backlog after = backlogs.read();
    boolean unchanged = after.isEmpty() && after.ends() == before.ends();
    return new Standing(after, timers, unchanged);
  }

  /**
   * Waits for a moment of rest that begins after this call.
   *
   * @return completes with true then, and with false if {@code limit} is over first
   */
  public CompletableFuture<Boolean> rest(Duration limit) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    synchronized (waiters) {
      if (checks.isShutdown()) {
        done.complete(false);
        return done;
      }
      waiters.add(new Waiter(Deadline.in(limit), done));
      if (!scheduled) {
        scheduled = true;
        checks.execute(this::check);
      }
    }
    return done;
  }

  private void check() {
    List<Waiter> served;
    synchronized (waiters) {
      served = List.copyOf(waiters);
    }
    boolean quiescent = false;
    long pause = BETWEEN_CHECKS_MILLIS;
    try {
      quiescent = now().quiescent();
    } catch (UnavailableException away) {
      LOG.debug("cannot tell whether all is processed: {}", away.getMessage());
      pause = AFTER_FAILURE_MILLIS;
    } catch (RuntimeException unexpected) {
      LOG.warn("cannot tell whether all is processed", unexpected);
      pause = AFTER_FAILURE_MILLIS;
    }
    List<Waiter> finished = new ArrayList<>();
    for (Waiter waiter : served) {
      if (quiescent || waiter.deadline().isOver()) {
        finished.add(waiter);
      }
    }
    synchronized (waiters) {
      waiters.removeAll(finished);
      scheduled = !waiters.isEmpty() && !checks.isShutdown();
      if (scheduled) {
        checks.schedule(this::check, pause, TimeUnit.MILLISECONDS);
      }
    }
    for (Waiter waiter : finished) {
      waiter.done().complete(quiescent);
    }
  }

  /** Ends all waiting, with false. */
  @Override
  public void close() {
    List<Waiter> left;
    synchronized (waiters) {
      checks.shutdown();
      left = List.copyOf(waiters);
      waiters.clear();
    }
    left.forEach(waiter -> waiter.done().complete(false));
  }
}
