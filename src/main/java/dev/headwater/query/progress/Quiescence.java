package dev.headwater.query.progress;

import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.UnavailableException;
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
 * Detects when the service is at rest: everything that was sent is processed, with all its
 * consequences. This is so when nothing in the topics waits, no alert is delayed or held back, and
 * the topics have not grown during the check. Thread-safe.
 *
 * <p>There may be no moment of rest while events keep coming, so every caller waits with a limit.
 * All callers share one series of checks.
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
   * The result of one check.
   *
   * @param backlog in the topics
   * @param pendingAlerts the number of alert changes that are delayed for a moment, and of alerts
   *     held back during a backlog
   * @param quiescent whether everything is processed
   */
  public record Standing(Backlog backlog, long pendingAlerts, boolean quiescent) {}

  /**
   * @param pendingAlerts returns how many alerts are delayed or held back, on all instances
   *     together. The number must not fall before the effects of these alerts are committed. May
   *     throw {@link UnavailableException}
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
   * Checks now.
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

  /** Completes all waiting with false. */
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
