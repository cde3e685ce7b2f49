package dev.headwater.query.progress;

import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import dev.headwater.query.question.SpreadsQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the owners have stored the facts of every event that was acknowledged before the
 * call. Events that arrive later do not delay it. Thread-safe.
 *
 * <p>One thread serves all callers. Every few milliseconds it reads how far the processors have
 * committed, and after that where the topics end. All callers that began to wait since its last
 * turn go through their {@link Rounds} together. At most {@link #MOST_WAITING} callers wait at
 * once.
 */
public final class CatchUp implements AutoCloseable {
  /**
   * How many callers may wait at once. Any further caller gets an outcome that is not caught up, at
   * once.
   */
  static final int MOST_WAITING = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final long BETWEEN_TURNS_MILLIS = 4;
  private static final long AFTER_FAILURE_MILLIS = 100;
  private static final long CLOSE_MILLIS = 3_000;
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LOOK_IN_VAIN = Duration.ofMillis(20);

  /** The maximum number of markers that the last transactions left in a partition. */
  private static final long FEW = 3;

  private final Watermarks watermarks;
  private final Supplier<Map<Feed, Map<Integer, SpreadsQuestion.Spreads>>> spreads;
  private final LagMeter lag;
  private final Gaps gaps;
  private final ScheduledThreadPoolExecutor thread;

  /**
   * Ends waits at their limits. It has a thread of its own because {@link #thread} may be waiting
   * for Kafka.
   */
  private final ScheduledThreadPoolExecutor clock;

  private final Object lock = new Object();
  private List<Waiter> newcomers = new ArrayList<>();
  private List<Looker> lookers = new ArrayList<>();
  private final Set<Waiter> waiting = new HashSet<>();
  private boolean scheduled;

  /** Groups of callers that are in the same round. Only {@link #thread} uses them. */
  private final List<Cohort> cohorts = new ArrayList<>();

  private Optional<Offsets> lastCommitted = Optional.empty();
  private long lastCommittedNanos;
  private volatile String problem = "";

  /** What the owners have to have stored. */
  public enum Level {
    /**
     * What the events say, at the owners of their outputs: contributions, edges into the outputs,
     * documents, waivers, retractions. This is enough for every read upstream.
     */
    FACTS,
    /**
     * The {@link #FACTS}, and the edges at the owners of the inputs. Reads downstream need those.
     */
    EDGES
  }

  /**
   * The result of waiting.
   *
   * @param caughtUp whether it is certain that all facts are stored
   * @param lag how far the processors are behind; {@link Lag#NONE} if caught up
   * @param reason why it is not certain, as a sentence; "" if it is
   */
  public record Outcome(boolean caughtUp, Lag lag, String reason) {
    /** All facts are stored. */
    public static final Outcome CAUGHT_UP = new Outcome(true, Lag.NONE, "");

    /** Why it is not certain that all facts are stored; empty if it is certain. */
    public Optional<String> problem() {
      return caughtUp ? Optional.empty() : Optional.of(reason);
    }
  }

  /** The result of a look, which does not wait. */
  public enum Look {
    /**
     * Everything that was acknowledged before the look was already processed when the look began.
     */
    BEFORE,
    /**
     * Everything that was acknowledged before the look is processed now, but it is not certain that
     * it was when the look began.
     */
    NOW,
    /** It is not certain that everything is processed. */
    BEHIND
  }

  private record Looker(long beganNanos, CompletableFuture<Look> done) {}

  /** One caller that waits. Not a record, so that two of them are never equal. */
  private static final class Waiter {
    private final Level level;
    private final CompletableFuture<Outcome> done = new CompletableFuture<>();

    Waiter(Level level) {
      this.level = level;
    }
  }

  private record Cohort(Rounds rounds, List<Waiter> waiters) {}

  /**
   * @param watermarks of the consumer group; its owner closes it, after this
   * @param spreads returns the events that are being spread, of every partition of each topic; may
   *     throw {@link UnavailableException}
   * @param lag closed by this
   */
  public CatchUp(
      Watermarks watermarks,
      Supplier<Map<Feed, Map<Integer, SpreadsQuestion.Spreads>>> spreads,
      LagMeter lag) {
    this.watermarks = watermarks;
    this.spreads = spreads;
    this.lag = lag;
    this.gaps = new Gaps(watermarks, System::nanoTime);
    this.thread = executor("headwater-catch-up");
    this.clock = executor("headwater-catch-up-limits");
    clock.setRemoveOnCancelPolicy(true);
  }

  private static ScheduledThreadPoolExecutor executor(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  /**
   * Waits for the facts of all events that were acknowledged before this call.
   *
   * @return completes when they are stored, or when {@code limit} is over; never exceptionally
   */
  public CompletableFuture<Outcome> await(Level level, Duration limit) {
    Waiter waiter = new Waiter(level);
    synchronized (lock) {
      if (thread.isShutdown()) {
        waiter.done.complete(late("This instance is stopping"));
      } else if (waiting.size() >= MOST_WAITING) {
        waiter.done.complete(late("Too many wait for the processing at once"));
      } else {
        waiting.add(waiter);
        newcomers.add(waiter);
        limit(waiter, limit);
        wake();
      }
    }
    return waiter.done;
  }

  private void limit(Waiter waiter, Duration limit) {
    Future<?> over =
        clock.schedule(
            () -> waiter.done.complete(late("Events are still being processed")),
            limit.toNanos(),
            TimeUnit.NANOSECONDS);
    waiter.done.whenComplete(
        (outcome, never) -> {
          over.cancel(false);
          synchronized (lock) {
            waiting.remove(waiter);
          }
        });
  }

  /**
   * Looks whether everything that was acknowledged before this call is processed. Does not wait for
   * the processing, only a limited time for the look itself.
   */
  public CompletableFuture<Look> look() {
    Looker looker = new Looker(System.nanoTime(), new CompletableFuture<>());
    synchronized (lock) {
      if (thread.isShutdown()) {
        looker.done().complete(Look.BEHIND);
      } else {
        lookers.add(looker);
        wake();
      }
    }
    // Kafka may not answer, and a look must not wait for it.
    Duration patience = problem.isEmpty() ? LOOK : LOOK_IN_VAIN;
    return looker
        .done()
        .copy()
        .completeOnTimeout(Look.BEHIND, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * How far the processors are behind, at most about a second old. For callers that know that
   * something waits: where the lag is known, its time is at least 1 ms.
   */
  public Lag lag() {
    return problem.isEmpty() ? lag.latest().ofOneBehind() : Lag.UNKNOWN;
  }

  private Outcome late(String what) {
    Lag behind = lag();
    String away = problem;
    if (!away.isEmpty()) {
      return new Outcome(false, Lag.UNKNOWN, away);
    }
    return new Outcome(
        false,
        behind,
        behind.isKnown() && behind.events() > 0
            ? what
                + ": "
                + behind.events()
                + " events wait, the oldest for "
                + behind.millis()
                + " ms."
            : what + ".");
  }

  private void wake() {
    if (!scheduled) {
      scheduled = true;
      thread.execute(this::turn);
    }
  }

  private void turn() {
    List<Waiter> came;
    List<Looker> looking;
    synchronized (lock) {
      came = newcomers;
      newcomers = new ArrayList<>();
      looking = lookers;
      lookers = new ArrayList<>();
    }
    enter(came);
    long pause = BETWEEN_TURNS_MILLIS;
    try {
      looking = glance(looking);
      if (!looking.isEmpty() || !cohorts.isEmpty()) {
        advance(looking);
      }
      problem = "";
    } catch (UnavailableException away) {
      LOG.debug("cannot tell what is processed: {}", away.getMessage());
      problem = away.getMessage();
      pause = AFTER_FAILURE_MILLIS;
    } catch (RuntimeException unexpected) {
      LOG.warn("cannot tell what is processed", unexpected);
      problem = "This instance cannot tell what is processed; its log says why.";
      pause = AFTER_FAILURE_MILLIS;
    }
    looking.forEach(looker -> looker.done().complete(Look.BEHIND));
    cohorts.removeIf(cohort -> cohort.waiters().stream().allMatch(waiter -> waiter.done.isDone()));
    goOn(pause);
  }

  private void enter(List<Waiter> came) {
    for (Level level : Level.values()) {
      List<Waiter> waiters = came.stream().filter(one -> one.level == level).toList();
      if (!waiters.isEmpty()) {
        cohorts.add(new Cohort(new Rounds(level), waiters));
      }
    }
  }

  private void goOn(long pauseMillis) {
    synchronized (lock) {
      if (thread.isShutdown()) {
        return;
      }
      scheduled = true;
      if (!newcomers.isEmpty() || !lookers.isEmpty()) {
        thread.execute(this::turn);
      } else if (!cohorts.isEmpty()) {
        lag.refresh();
        thread.schedule(this::turn, pauseMillis, TimeUnit.MILLISECONDS);
      } else {
        scheduled = false;
      }
    }
  }

  /**
   * Tries to answer with one request instead of two. What was committed when that was last read is
   * still committed. So if the topics end there now, everything is processed. For a look that began
   * after that read, everything was already processed when the look began.
   *
   * @return the looks that this cannot answer
   */
  private List<Looker> glance(List<Looker> looking) {
    if (looking.isEmpty()
        || lastCommitted.isEmpty()
        || !sight(lastCommitted.get(), watermarks.ends(), false).isAtRest()) {
      return looking;
    }
    for (Looker looker : looking) {
      boolean before = looker.beganNanos() - lastCommittedNanos > 0;
      looker.done().complete(before ? Look.BEFORE : Look.NOW);
    }
    return List.of();
  }

  private void advance(List<Looker> looking) {
    Offsets committed = watermarks.committed();
    lastCommitted = Optional.of(committed);
    lastCommittedNanos = System.nanoTime();
    Sight sight = sight(committed, watermarks.ends(), !looking.isEmpty()); // committed first
    if (sight.isAtRest()) {
      looking.forEach(looker -> looker.done().complete(Look.NOW));
    }
    for (Iterator<Cohort> each = cohorts.iterator(); each.hasNext(); ) {
      Cohort cohort = each.next();
      if (cohort.rounds().advance(sight)) {
        each.remove();
        cohort.waiters().forEach(waiter -> waiter.done.complete(Outcome.CAUGHT_UP));
      }
    }
  }

  /**
   * @param soon whether a look needs the result now: then gaps that seem to hold only markers are
   *     checked at once
   */
  private Sight sight(Offsets committed, Offsets ends, boolean soon) {
    boolean markers =
        soon
            && committed.behind(Feed.EVENTS, ends) == 0
            && committed.behind(Feed.GRAPH, ends) <= FEW * ends.of(Feed.GRAPH).size();
    return new Sight(committed, ends, gaps.hasten(markers), spreads, watermarks::ends);
  }

  /** Ends all waiting at once, as if the limits were over. */
  @Override
  public void close() {
    List<Waiter> left;
    List<Looker> looking;
    synchronized (lock) {
      thread.shutdown();
      left = List.copyOf(waiting);
      looking = lookers;
      lookers = new ArrayList<>();
    }
    left.forEach(waiter -> waiter.done.complete(late("This instance is stopping")));
    looking.forEach(looker -> looker.done().complete(Look.BEHIND));
    clock.shutdownNow();
    lag.close();
    try {
      // The owner of the watermarks closes them next: this thread must not be using them then.
      if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("Kafka still keeps {} waiting", thread);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
