package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.progress.CatchUp;
import dev.headwater.query.progress.LagMeter;
import dev.headwater.query.progress.Offsets;
import dev.headwater.query.progress.Quiescence;
import dev.headwater.query.progress.Watermarks;
import dev.headwater.query.question.Feed;
import dev.headwater.query.walk.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows when an answer at once is complete while alerts wait to be delivered. Unless a test says
 * so, nothing else waits: the topics are read to their ends.
 */
@Timeout(240)
class TimelyReadsTest {
  private final AtomicBoolean moreSent = new AtomicBoolean();
  private final CountDownLatch firstLook = new CountDownLatch(1);

  private final Watermarks topics =
      new Watermarks() {
        private Offsets offsets(long each) {
          return new Offsets(
              Stream.of(Feed.values()).collect(Collectors.toMap(feed -> feed, f -> List.of(each))));
        }

        @Override
        public Offsets committed() {
          return offsets(1);
        }

        @Override
        public Offsets ends() {
          Offsets ends = offsets(moreSent.get() ? 2 : 1);
          firstLook.countDown();
          return ends;
        }

        @Override
        public Next next(Feed.Place place, long from, long end) {
          throw new IllegalStateException("nothing waits");
        }
      };

  private final CatchUp catchUp = new CatchUp(topics, Map::of, new LagMeter(topics));
  private final Quiescence quiescence =
      new Quiescence(
          () -> {
            throw new IllegalStateException("nobody waits for rest");
          },
          () -> 0);
  private final AtomicReference<Supplier<CatchUp.Outcome>> outcome = new AtomicReference<>();
  private final AtomicBoolean reading = new AtomicBoolean();

  @AfterEach
  void close() {
    catchUp.close();
    quiescence.close();
  }

  private boolean isCaughtUp(Need need, LongSupplier pendingAlerts) {
    return isCaughtUp(Promptness.AT_ONCE, need, pendingAlerts);
  }

  private boolean isCaughtUp(Promptness promptness, Need need, LongSupplier pendingAlerts) {
    return isCaughtUp(
        promptness,
        need,
        () -> CompletableFuture.supplyAsync(pendingAlerts::getAsLong, Runnable::run));
  }

  private boolean isCaughtUp(
      Promptness promptness, Need need, Supplier<CompletableFuture<Long>> pendingAlerts) {
    TimelyReads reads =
        new TimelyReads(
            catchUp,
            quiescence,
            pendingAlerts,
            Duration.ofSeconds(30),
            of -> {
              outcome.set(of);
              return new Reading(null, null, null, Duration.ofSeconds(30), of);
            },
            new ReadCounts());
    return reads
        .read(
            ReadKind.ALERTS,
            promptness,
            need,
            begun -> {
              reading.set(true);
              Optional<CatchUp.Outcome> found = Optional.of(outcome.get().get());
              reading.set(false);
              return found;
            })
        .orElseThrow()
        .caughtUp();
  }

  @Test
  void alertThatIsDeliveredDuringTheRead_mayBeMissingFromIt() {
    assertThat(isCaughtUp(Need.CONSEQUENCES, () -> reading.get() ? 0 : 1)).isFalse();
  }

  /** Commands that a delayed alert sends are in a topic before the alert counts as done. */
  @Test
  void whatADelayedAlertHasSetOff_isNotOverlooked() {
    Supplier<CompletableFuture<Long>> onAnotherInstance =
        () ->
            CompletableFuture.supplyAsync(
                () -> {
                  awaitFirstLook();
                  moreSent.set(true);
                  return 0L;
                });
    assertThat(isCaughtUp(Promptness.AT_ONCE, Need.CONSEQUENCES, onAnotherInstance)).isFalse();
  }

  private void awaitFirstLook() {
    try {
      assertThat(firstLook.await(90, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void withoutPendingAlerts_theAnswerIsComplete() {
    assertThat(isCaughtUp(Need.CONSEQUENCES, () -> 0)).isTrue();
  }

  @Test
  void answerAboutFacts_doesNotDependOnAlerts() {
    assertThat(isCaughtUp(Need.FACTS, () -> 1)).isTrue();
  }

  @Test
  void whereAlertsCannotBeCounted_theAnswerIsNotComplete() {
    assertThat(
            isCaughtUp(
                Need.CONSEQUENCES,
                () -> {
                  throw new UnavailableException("away");
                }))
        .isFalse();
  }

  @Test
  void furtherRead_isAsCaughtUpAsTheFirst() {
    Promptness after = Promptness.after(freshness(CatchUp.Outcome.CAUGHT_UP));
    catchUp.close(); // nothing can be found out any more
    assertThat(isCaughtUp(after, Need.EDGES, () -> 1)).isTrue();
    assertThat(isCaughtUp(Promptness.AT_ONCE, Need.EDGES, () -> 1)).isFalse();
  }

  @Test
  void furtherReadAfterOneThatWasBehind_isBehind() {
    Promptness after = Promptness.after(freshness(new CatchUp.Outcome(false, Lag.UNKNOWN, "")));
    assertThat(isCaughtUp(after, Need.EDGES, () -> 0)).isFalse();
  }

  @Test
  void furtherReadOfAlerts_findsOutWhetherTheyArePending() {
    Promptness after = Promptness.after(freshness(CatchUp.Outcome.CAUGHT_UP));
    assertThat(isCaughtUp(after, Need.CONSEQUENCES, () -> 1)).isFalse();
    assertThat(isCaughtUp(after, Need.CONSEQUENCES, () -> 0)).isTrue();
  }

  private static Freshness freshness(CatchUp.Outcome outcome) {
    return Freshness.NOTHING.with(outcome.caughtUp(), outcome.lag());
  }
}
