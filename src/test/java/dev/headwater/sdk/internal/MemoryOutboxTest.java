package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.sdk.internal.Outbox.Offer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(20);

  private static QueuedEvent event(int size) {
    return new QueuedEvent(new byte[0], new byte[size]);
  }

  @Test
  void offer_isBoundedInBytes_andWhatIsUnsettledCounts() throws InterruptedException {
    MemoryOutbox outbox = new MemoryOutbox(2 * (1000 + QueuedEvent.OVERHEAD_BYTES));
    QueuedEvent first = event(1000);

    assertThat(outbox.offer(first)).isEqualTo(Offer.TAKEN);
    assertThat(outbox.offer(event(1000))).isEqualTo(Offer.TAKEN);
    assertThat(outbox.offer(event(0))).isEqualTo(Offer.FULL);
    assertThat(outbox.next(AT_ONCE)).contains(first);
    assertThat(outbox.offer(event(0))).as("taken to be sent").isEqualTo(Offer.FULL);
    outbox.settle(first);
    assertThat(outbox.offer(event(1000))).as("settled").isEqualTo(Offer.TAKEN);
  }

  @Test
  void offer_afterClose_isRefused_andTheRestIsStillToBeHad() throws InterruptedException {
    MemoryOutbox outbox = new MemoryOutbox(10_000);
    QueuedEvent event = event(1);
    outbox.offer(event);

    outbox.close();

    assertThat(outbox.offer(event(1))).isEqualTo(Offer.CLOSED);
    assertThat(outbox.next(AT_ONCE)).contains(event);
    assertThat(outbox.unsettled()).containsExactly(event);
  }

  @Test
  void retry_comesFirst_unlessSettled() throws InterruptedException {
    MemoryOutbox outbox = new MemoryOutbox(10_000);
    QueuedEvent one = event(1);
    QueuedEvent two = event(2);
    outbox.offer(one);
    outbox.offer(two);
    outbox.next(AT_ONCE);

    outbox.retry(one);

    assertThat(outbox.next(AT_ONCE)).contains(one);
    outbox.settle(one);
    outbox.settle(one);
    outbox.retry(one);
    assertThat(outbox.next(AT_ONCE)).contains(two);
    assertThat(outbox.next(AT_ONCE)).isEmpty();
  }

  @Test
  void awaitSettled_waitsForWhatCameBefore_andForNothingLater() throws Exception {
    MemoryOutbox outbox = new MemoryOutbox(10_000);
    QueuedEvent before = event(1);
    QueuedEvent alsoBefore = event(1);
    outbox.offer(before);
    outbox.offer(alsoBefore);
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Boolean> flushed =
        CompletableFuture.supplyAsync(
            () -> {
              asked.countDown();
              try {
                return outbox.awaitSettled(LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    asked.await();

    outbox.settle(alsoBefore);
    assertThat(outbox.awaitSettled(Duration.ofMillis(20))).isFalse();
    outbox.settle(before);

    assertThat(flushed.get()).isTrue();
    outbox.offer(event(1));
    assertThat(outbox.awaitSettled(AT_ONCE)).isFalse();
  }
}
