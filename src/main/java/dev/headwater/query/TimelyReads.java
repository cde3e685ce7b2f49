package dev.headwater.query;

import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.progress.CatchUp;
import dev.headwater.query.progress.Quiescence;
import dev.headwater.query.walk.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs a read at once or when it is caught up, as the caller asks, and finds out whether the answer
 * is caught up: certain to reflect every event that was acknowledged before the request.
 * Thread-safe.
 */
final class TimelyReads {
  /**
   * How long to wait for exposures and alerts once the facts are stored. The wait has a limit of
   * its own because there may be no moment of rest at all.
   */
  private static final Duration CONSEQUENCES = Duration.ofSeconds(2);

  private final CatchUp catchUp;
  private final Quiescence quiescence;
  private final Supplier<CompletableFuture<Long>> pendingAlerts;
  private final Duration limit;
  private final Function<Supplier<CatchUp.Outcome>, Reading> begin;
  private final ReadCounts counts;

  /**
   * @param pendingAlerts begins to count, on all instances, the alerts that are delayed for a
   *     moment or held back; fails if an instance cannot be asked
   * @param limit of waiting
   * @param begin begins a read, which calls the supplier of the outcome when it ends
   * @param counts counts the reads
   */
  TimelyReads(
      CatchUp catchUp,
      Quiescence quiescence,
      Supplier<CompletableFuture<Long>> pendingAlerts,
      Duration limit,
      Function<Supplier<CatchUp.Outcome>, Reading> begin,
      ReadCounts counts) {
    this.catchUp = catchUp;
    this.quiescence = quiescence;
    this.pendingAlerts = pendingAlerts;
    this.limit = limit;
    this.begin = begin;
    this.counts = counts;
  }

  /**
   * Runs and counts the read; it runs at most twice.
   *
   * @throws UnavailableException also if the answer is an empty {@link Optional} and a copy was
   *     read: what the copy does not have may be there
   */
  <T> T read(ReadKind kind, Promptness promptness, Need need, Function<Reading, T> read) {
    return counts.count(kind, () -> read(promptness, need, read));
  }

  private <T> T read(Promptness promptness, Need need, Function<Reading, T> read) {
    if (promptness == Promptness.CAUGHT_UP) {
      CatchUp.Outcome outcome = await(need);
      return run(read, () -> outcome);
    }
    if (promptness.earlier().isPresent() && need != Need.CONSEQUENCES) {
      CatchUp.Outcome outcome = outcome(promptness.earlier().get());
      return run(read, () -> outcome);
    }
    Glance glance = new Glance(need);
    T answer = run(read, glance);
    if (glance.found() == CatchUp.Look.NOW) {
      // What may not have been stored when the read began is stored now, and stays.
      return run(
          read, need == Need.CONSEQUENCES ? new Glance(need) : () -> CatchUp.Outcome.CAUGHT_UP);
    }
    return answer;
  }

  private <T> T run(Function<Reading, T> read, Supplier<CatchUp.Outcome> outcome) {
    Reading reading = begin.apply(outcome);
    T answer = read.apply(reading);
    if (answer instanceof Optional<?> found && found.isEmpty()) {
      reading.requireOwners();
    }
    return answer;
  }

  /** Waits until what a read needs is stored, or until the limit is over. */
  CatchUp.Outcome await(Need need) {
    Deadline deadline = Deadline.in(limit);
    CatchUp.Outcome facts =
        join(catchUp.await(need == Need.FACTS ? CatchUp.Level.FACTS : CatchUp.Level.EDGES, limit));
    if (need != Need.CONSEQUENCES || !facts.caughtUp()) {
      return facts;
    }
    Duration left = deadline.remaining();
    boolean rest = join(quiescence.rest(left.compareTo(CONSEQUENCES) < 0 ? left : CONSEQUENCES));
    return rest
        ? facts
        : behind("What follows from the events is still on its way between the assets.");
  }

  private CatchUp.Outcome behind(String reason) {
    return new CatchUp.Outcome(false, catchUp.lag(), reason);
  }

  private static CatchUp.Outcome outcome(Freshness earlier) {
    return earlier.caughtUp()
        ? CatchUp.Outcome.CAUGHT_UP
        : new CatchUp.Outcome(false, earlier.lag(), "");
  }

  /**
   * Finds out whether a read that begins now is caught up. The look runs at the same time as the
   * read.
   *
   * <p>A read of what follows from events also needs to know that no alert is pending. The pending
   * alerts are counted before the look and before the read. What a delayed alert has set off is in
   * the topics once the alert is not pending any more, so a later look finds it there. An earlier
   * look would not.
   */
  private final class Glance implements Supplier<CatchUp.Outcome> {
    private final CompletableFuture<Boolean> pending;
    private final CompletableFuture<CatchUp.Look> look;
    private CatchUp.Outcome outcome;

    Glance(Need need) {
      this.pending =
          need == Need.CONSEQUENCES
              ? pendingAlerts.get().handle((count, away) -> away != null || count > 0)
              : CompletableFuture.completedFuture(false);
      if (pending.isDone()) {
        this.look = catchUp.look();
      } else {
        // Other instances take a while to answer. If something waits in the topics, their answers
        // make no difference.
        CompletableFuture<CatchUp.Look> early = catchUp.look();
        join(
            CompletableFuture.anyOf(
                pending,
                early.thenCompose(
                    found ->
                        found == CatchUp.Look.BEHIND
                            ? CompletableFuture.completedFuture(true)
                            : pending)));
        this.look = pending.isDone() ? catchUp.look() : early;
      }
    }

    CatchUp.Look found() {
      return join(look);
    }

    @Override
    public CatchUp.Outcome get() {
      if (outcome == null) {
        outcome =
            found() == CatchUp.Look.BEFORE && !join(pending)
                ? CatchUp.Outcome.CAUGHT_UP
                : behind("Events are still being processed.");
      }
      return outcome;
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("This instance is stopping.", stopping);
    }
  }
}
