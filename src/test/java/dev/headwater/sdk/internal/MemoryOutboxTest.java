package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.sdk.internal.Outbox.Offer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private static QueuedEvent event(int size) {
    return new QueuedEvent("c", 1, new byte[0], new byte[size]);
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
    assertThat(outbox.end(AT_ONCE).lost()).containsExactly(event);
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
}
