package dev.headwater.query.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import dev.headwater.query.question.SpreadsQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows for what a request that catches up waits and for what it does not wait. The topics are
 * fakes of one partition each; the test moves their ends and committed offsets.
 */
@Timeout(240)
class CatchUpTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  private final Log log = new Log();
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, SpreadsQuestion.Spreads> spreads = new ConcurrentHashMap<>();
  private final Map<Integer, SpreadsQuestion.Spreads> runSpreads = new ConcurrentHashMap<>();
  private final CatchUp catchUp =
      new CatchUp(
          log,
          () -> {
            asked.incrementAndGet();
            return Map.of(
                Feed.GRAPH, Map.copyOf(spreads), Feed.OPENLINEAGE, Map.copyOf(runSpreads));
          },
          new LagMeter(log));

  /** The fake topics. The log counts how often the loop looks at them. */
  private static final class Log implements Watermarks {
    private final Map<Feed, Long> ends = new ConcurrentHashMap<>();
    private final Map<Feed, Long> committed = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean away;
    private volatile Next next = new Next(Optional.of(new Waiting(0, 1)), true);

    Log() {
      for (Feed feed : Feed.values()) {
        ends.put(feed, 10L);
        committed.put(feed, 10L);
      }
    }

    private static Offsets offsets(Map<Feed, Long> of) {
      Map<Feed, List<Long>> byFeed = new ConcurrentHashMap<>();
      of.forEach((feed, offset) -> byFeed.put(feed, List.of(offset)));
      return new Offsets(byFeed);
    }

    @Override
    public Offsets committed() {
      if (away) {
        throw new UnavailableException("Kafka does not answer.");
      }
      looks.incrementAndGet();
      return offsets(committed);
    }

    @Override
    public Offsets ends() {
      if (away) {
        throw new UnavailableException("Kafka does not answer.");
      }
      return offsets(ends);
    }

    @Override
    public Next next(Feed.Place place, long from, long end) {
      return next;
    }
  }

  CatchUpTest() {
    runSpreads.put(0, new SpreadsQuestion.Spreads(List.of(), false, 0));
    spreads.put(0, new SpreadsQuestion.Spreads(List.of(), false, 0));
  }

  @AfterEach
  void close() {
    catchUp.close();
  }

  private CompletableFuture<CatchUp.Outcome> facts() {
    return catchUp.await(CatchUp.Level.FACTS, LONG);
  }

  private static CatchUp.Outcome outcome(CompletableFuture<CatchUp.Outcome> done) throws Exception {
    return done.get(90, TimeUnit.SECONDS);
  }

  /**
   * Waits until two looks that began after this call are complete, so that what they can decide is
   * decided.
   */
  private void looked() {
    int before = log.looks.get();
    await().until(() -> log.looks.get() >= before + 3);
  }

  @Test
  void atRest_nobodyWaits() throws Exception {
    assertThat(outcome(facts())).isEqualTo(CatchUp.Outcome.CAUGHT_UP);
    assertThat(asked).as("spreads need not be asked for").hasValue(0);
  }

  @Test
  void whatComesLater_isNotWaitedFor() throws Exception {
    log.ends.put(Feed.EVENTS, 12L);
    CompletableFuture<CatchUp.Outcome> waiting = facts();
    looked();
    assertThat(waiting).isNotDone();

    log.ends.put(Feed.EVENTS, 100L); // these come after the request
    log.committed.put(Feed.EVENTS, 12L);

    assertThat(outcome(waiting).caughtUp()).isTrue();
  }

  @Test
  void whoComesLater_doesNotShareEarlierEnds() throws Exception {
    log.ends.put(Feed.EVENTS, 12L);
    CompletableFuture<CatchUp.Outcome> first = facts();
    looked();
    log.ends.put(Feed.EVENTS, 13L);
    CompletableFuture<CatchUp.Outcome> second = facts();
    looked();
    log.committed.put(Feed.EVENTS, 12L);

    assertThat(outcome(first).caughtUp()).isTrue();
    looked();
    assertThat(second).isNotDone();
    log.committed.put(Feed.EVENTS, 13L);
    assertThat(outcome(second).caughtUp()).isTrue();
  }

  @Test
  void commandsThatARoundCaused_areWaitedFor() throws Exception {
    log.ends.put(Feed.EVENTS, 12L);
    CompletableFuture<CatchUp.Outcome> waiting = facts();
    looked();
    log.ends.put(Feed.GRAPH, 20L);
    log.committed.put(Feed.EVENTS, 12L);
    looked();
    assertThat(waiting).isNotDone();
    log.committed.put(Feed.GRAPH, 20L);
    assertThat(outcome(waiting).caughtUp()).isTrue();
  }

  @Test
  void spreadsAreWaitedFor_andNewOnesAreNot() throws Exception {
    log.ends.put(Feed.EVENTS, 12L); // events keep coming: the topic is never at rest
    CompletableFuture<CatchUp.Outcome> waiting = facts();
    looked();
    spreads.put(0, new SpreadsQuestion.Spreads(List.of("a"), false, 0));
    log.ends.put(Feed.EVENTS, 14L);
    log.committed.put(Feed.EVENTS, 12L);
    looked();
    assertThat(waiting).isNotDone();

    // A second spread has begun. The first has ended, by a record that is not committed yet.
    spreads.put(0, new SpreadsQuestion.Spreads(List.of("b"), false, 21));
    log.ends.put(Feed.GRAPH, 21L);
    looked();
    assertThat(waiting).isNotDone();

    log.committed.put(Feed.GRAPH, 21L);
    assertThat(outcome(waiting).caughtUp()).isTrue();
  }

  @Test
  void runsOfWhichEventsAreStillMade_areWaitedFor_andTheirEventsAfterThem() throws Exception {
    log.ends.put(Feed.OPENLINEAGE, 12L);
    CompletableFuture<CatchUp.Outcome> waiting = facts();
    looked();
    log.ends.put(Feed.OPENLINEAGE, 14L);
    log.committed.put(Feed.OPENLINEAGE, 12L);
    looked();
    runSpreads.put(0, new SpreadsQuestion.Spreads(List.of("run:a"), false, 0));
    log.ends.put(Feed.OPENLINEAGE, 16L); // the topic is never at rest
    log.committed.put(Feed.OPENLINEAGE, 14L);
    looked();
    log.committed.put(Feed.OPENLINEAGE, 15L); // continued the run, and sent the next such record
    looked();
    assertThat(waiting).isNotDone();

    runSpreads.put(0, new SpreadsQuestion.Spreads(List.of("run:b"), false, 16));
    looked();
    assertThat(waiting).as("the end is not committed").isNotDone();

    log.ends.put(Feed.EVENTS, 12L); // the last events of the run
    log.ends.put(Feed.OPENLINEAGE, 17L);
    log.committed.put(Feed.OPENLINEAGE, 16L);
    looked();
    assertThat(waiting).isNotDone();
    log.committed.put(Feed.EVENTS, 12L);
    assertThat(outcome(waiting).caughtUp()).isTrue();
  }

  @Test
  void theLimit_holds_alsoWhenKafkaIsAway() throws Exception {
    log.ends.put(Feed.EVENTS, 12L);
    CatchUp.Outcome late = outcome(catchUp.await(CatchUp.Level.FACTS, Duration.ofMillis(50)));
    assertThat(late.caughtUp()).isFalse();
    assertThat(late.lag().millis()).isPositive();
    assertThat(late.problem()).isPresent();

    log.away = true;
    CatchUp.Outcome away = outcome(catchUp.await(CatchUp.Level.FACTS, Duration.ofMillis(50)));
    assertThat(away.caughtUp()).isFalse();
    assertThat(away.reason()).isEqualTo("Kafka does not answer.");
    assertThat(away.lag().isKnown()).isFalse();

    log.away = false;
    log.committed.put(Feed.EVENTS, 12L);
    assertThat(outcome(facts()).caughtUp()).isTrue();
  }

  @Test
  void aGapThatHoldsNothing_isPassed() throws Exception {
    log.ends.put(Feed.GRAPH, 12L);
    CompletableFuture<CatchUp.Outcome> waiting = facts();
    looked();
    log.next = new Watermarks.Next(Optional.empty(), false); // an open transaction
    looked();
    assertThat(waiting).isNotDone();
    log.committed.put(Feed.GRAPH, 11L); // then only a transaction marker is left
    log.next = new Watermarks.Next(Optional.empty(), true);
    assertThat(outcome(waiting).caughtUp()).isTrue();
  }

  @Test
  void manyWhoWait_shareTheLooks() throws Exception {
    log.ends.put(Feed.EVENTS, 12L);
    List<CompletableFuture<CatchUp.Outcome>> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(facts());
    }
    looked();
    int before = log.looks.get();
    log.committed.put(Feed.EVENTS, 12L);
    for (CompletableFuture<CatchUp.Outcome> one : all) {
      assertThat(outcome(one).caughtUp()).isTrue();
    }
    assertThat(log.looks.get() - before).isLessThan(100);
  }

  @Test
  void aLook_tellsWhetherAllWasProcessedBeforeItBegan() throws Exception {
    assertThat(catchUp.look().get()).as("the first look knows nothing").isEqualTo(CatchUp.Look.NOW);
    assertThat(catchUp.look().get()).isEqualTo(CatchUp.Look.BEFORE);

    log.ends.put(Feed.EVENTS, 12L);
    assertThat(catchUp.look().get()).isEqualTo(CatchUp.Look.BEHIND);
    // Committed after the previous look, so possibly after this look began.
    log.committed.put(Feed.EVENTS, 12L);
    assertThat(catchUp.look().get()).isEqualTo(CatchUp.Look.NOW);
    assertThat(catchUp.look().get()).isEqualTo(CatchUp.Look.BEFORE);

    log.away = true;
    assertThat(catchUp.look().get()).isEqualTo(CatchUp.Look.BEHIND);
  }

  @Test
  void theEnd_isToldToAllWhoWait() throws Exception {
    log.ends.put(Feed.EVENTS, 12L);
    CompletableFuture<CatchUp.Outcome> waiting = facts();
    catchUp.close();
    assertThat(outcome(waiting).caughtUp()).isFalse();
    assertThat(outcome(facts()).caughtUp()).isFalse();
    assertThat(catchUp.look().get()).isEqualTo(CatchUp.Look.BEHIND);
  }
}
