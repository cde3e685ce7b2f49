package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that an event whose sending throws is sent again and counted once. Uses a transport that
 * throws at the first attempt.
 */
class SenderTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Ledger ledger = new Ledger();
  private final MemoryOutbox outbox = new MemoryOutbox("c", 10_000, ledger);
  private final AtomicInteger sends = new AtomicInteger();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private boolean tellsBeforeItThrows;
  private int opensThatThrow;
  private Sender sender;

  @AfterEach
  void stop() {
    sender.stop();
  }

  /** Throws at the first attempt and acknowledges the second. */
  private final class Throwing implements Transport {
    @Override
    public void open() {
      if (opensThatThrow > 0) {
        opensThatThrow--;
        throw new IllegalStateException("no such protocol");
      }
    }

    @Override
    public void send(QueuedEvent event, Outcome outcome) {
      if (sends.incrementAndGet() == 1) {
        if (tellsBeforeItThrows) {
          outcome.tryAgain("told");
        }
        throw new IllegalStateException("planted");
      }
      outcome.delivered();
    }

    @Override
    public void close() {}
  }

  private final class Counting implements Deliveries {
    @Override
    public void delivered(QueuedEvent event) {
      ledger.deliver(event.sequence());
    }

    @Override
    public void failed(QueuedEvent event, String reason) {
      ledger.fail(event.sequence());
    }

    @Override
    public void waiting(String reason) {
      told.add(reason);
    }

    @Override
    public void resumed() {
      told.add("resumed");
    }

    @Override
    public void meanwhile() {}
  }

  private void sendOne() throws InterruptedException {
    sender = new Sender(outbox, new Throwing(), new Counting(), 1, 1_000);
    outbox.offer(new byte[0], new byte[1]);
    sender.start();
    assertThat(ledger.awaitSettled(LONG)).isTrue();
  }

  @Test
  void aSendThatThrows_isTriedAgain_andIsUnderWayNoLonger() throws Exception {
    sendOne();

    assertThat(sends).hasValue(2);
    await().atMost(LONG).untilAsserted(() -> assertThat(sender.underWay()).isZero());
  }

  @Test
  void aSendThatToldItsOutcomeAndThrows_countsOnce() throws Exception {
    tellsBeforeItThrows = true;

    sendOne();

    await().atMost(LONG).untilAsserted(() -> assertThat(sender.underWay()).isZero());
  }

  /** A server that can never be reached costs less from attempt to attempt, and is told once. */
  @Test
  void anOpenThatThrows_isToldOnce_andTriedAgainAfterLongerPauses() throws Exception {
    opensThatThrow = 8;
    long began = System.nanoTime();

    sendOne();

    assertThat(told)
        .containsExactly(
            "an unexpected error: java.lang.IllegalStateException: no such protocol", "resumed");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("1 + 2 + 4 + .. + 128 ms")
        .isGreaterThan(Duration.ofMillis(250));
  }
}
