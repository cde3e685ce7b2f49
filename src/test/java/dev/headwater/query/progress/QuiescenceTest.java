package dev.headwater.query.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.query.freshness.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Shows what counts as being at rest, and how waiting for it ends. The test supplies the backlogs.
 */
class QuiescenceTest {
  private static final Backlog EMPTY = new Backlog(0, 0, false, 7);

  private final Deque<Backlog> reads = new ArrayDeque<>();
  private final AtomicLong timers = new AtomicLong();

  private Quiescence quiescence() {
    return new Quiescence(reads::remove, timers::get);
  }

  @Test
  void emptyTopicsThatDoNotGrow_areRest() {
    reads.addAll(List.of(EMPTY, EMPTY));
    try (Quiescence quiescence = quiescence()) {
      assertThat(quiescence.now().quiescent()).isTrue();
    }
  }

  @Test
  void topicsThatGrewMeanwhile_areNotRest() {
    reads.addAll(List.of(EMPTY, new Backlog(0, 0, false, 8)));
    try (Quiescence quiescence = quiescence()) {
      assertThat(quiescence.now().quiescent()).isFalse();
    }
  }

  @Test
  void openTransactionsAndTimers_areNotRest() {
    try (Quiescence quiescence = quiescence()) {
      reads.add(new Backlog(0, 0, true, 7));
      assertThat(quiescence.now().quiescent()).isFalse();
      timers.set(1);
      reads.add(EMPTY);
      assertThat(quiescence.now().quiescent()).isFalse();
    }
  }

  @Test
  void waiting_outlivesAFailureAndEndsAtTheFirstMomentOfRest() throws Exception {
    AtomicReference<Backlog> now = new AtomicReference<>();
    CompletableFuture<Void> failed = new CompletableFuture<>();
    Backlogs backlogs =
        () -> {
          Backlog current = now.get();
          if (current == null) {
            failed.complete(null);
            throw new UnavailableException("Kafka does not answer.");
          }
          return current;
        };
    try (Quiescence quiescence = new Quiescence(backlogs, timers::get)) {
      CompletableFuture<Boolean> rest = quiescence.rest(Duration.ofSeconds(90));
      failed.get(60, TimeUnit.SECONDS);
      assertThat(rest).isNotDone();
      now.set(EMPTY);
      assertThat(rest.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void waitingTooLongOrPastTheEnd_isToldSo() throws Exception {
    CompletableFuture<Boolean> rest;
    Quiescence closed;
    try (Quiescence quiescence = new Quiescence(() -> new Backlog(1, 0, false, 1), () -> 0)) {
      assertThat(quiescence.rest(Duration.ofMillis(20)).get(60, TimeUnit.SECONDS)).isFalse();
      rest = quiescence.rest(Duration.ofHours(1));
      closed = quiescence;
    }
    assertThat(rest.get(60, TimeUnit.SECONDS)).isFalse();
    assertThat(closed.rest(Duration.ofHours(1)).get(60, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void anInstanceAway_meansThatItCannotBeTold() {
    reads.add(EMPTY);
    Quiescence quiescence =
        new Quiescence(
            reads::remove,
            () -> {
              throw new UnavailableException("Instance x cannot be reached.");
            });
    try (quiescence) {
      assertThatThrownBy(quiescence::now).isInstanceOf(UnavailableException.class);
    }
  }
}
