package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Shows which events {@link Ledger#awaitSettled} waits for, which drops are still to be told, and
 * that numbers begin at one.
 */
class LedgerTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Ledger ledger = new Ledger();

  @Test
  void accept_numbersFromOne() {
    assertThat(ledger.accept()).isEqualTo(1);
    assertThat(ledger.accept()).isEqualTo(2);
  }

  @Test
  void awaitSettled_waitsForWhatCameBefore_andForNothingLater() throws Exception {
    long before = ledger.accept();
    long alsoBefore = ledger.accept();
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Boolean> flushed =
        CompletableFuture.supplyAsync(
            () -> {
              asked.countDown();
              try {
                return ledger.awaitSettled(LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    asked.await();

    ledger.deliver(alsoBefore);
    assertThat(ledger.awaitSettled(Duration.ofMillis(20))).isFalse();
    ledger.drop(before);

    assertThat(flushed.get()).isTrue();
    ledger.accept();
    assertThat(ledger.awaitSettled(AT_ONCE)).isFalse();
  }

  @Test
  void takeDropped_isEachDropOnce_withoutThoseThatAreToldElsewhere() {
    ledger.drop(ledger.accept());
    ledger.dropLate(ledger.accept());
    ledger.recover(2, 3);
    ledger.settleRecovered(0, 0, 1);

    assertThat(ledger.takeDropped()).isEqualTo(2);
    assertThat(ledger.takeDropped()).isZero();
    ledger.drop(ledger.accept());
    assertThat(ledger.takeDropped()).isEqualTo(1);
    assertThat(ledger.counts().dropped()).isEqualTo(7);
  }

  @Test
  void awaitSettled_waitsForWhatIsRecovered() throws Exception {
    ledger.recovering();
    assertThat(ledger.awaitSettled(AT_ONCE)).as("nobody has looked yet").isFalse();
    ledger.recover(2, 1);
    ledger.recovered();
    assertThat(ledger.awaitSettled(AT_ONCE)).isFalse();

    ledger.settleRecovered(1, 1, 0);

    assertThat(ledger.awaitSettled(AT_ONCE)).isTrue();
    assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(3, 1, 1, 1, 3));
  }
}
