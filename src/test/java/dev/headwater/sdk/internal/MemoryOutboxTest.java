package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Job;
import dev.headwater.sdk.internal.Outbox.Offer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows the bound, the order of retries, and the closing record of an outbox in memory. */
class MemoryOutboxTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final Ledger ledger = new Ledger();

  private MemoryOutbox outbox(long limitBytes) {
    return new MemoryOutbox("c", limitBytes, ledger);
  }

  private static Offer offer(MemoryOutbox outbox, int size) {
    return outbox.offer(new byte[0], new byte[size]);
  }

  @Test
  void offer_isBoundedInBytes_andWhatIsUnsettledCounts() throws InterruptedException {
    MemoryOutbox outbox = outbox(2 * (1000 + QueuedEvent.OVERHEAD_BYTES));

    assertThat(offer(outbox, 1000)).isEqualTo(Offer.TAKEN);
    assertThat(offer(outbox, 1000)).isEqualTo(Offer.TAKEN);
    assertThat(offer(outbox, 0)).isEqualTo(Offer.FULL);
    QueuedEvent first = outbox.next(AT_ONCE).orElseThrow();
    assertThat(first.sequence()).isEqualTo(1);
    assertThat(offer(outbox, 0)).as("taken to be sent").isEqualTo(Offer.FULL);
    outbox.settle(first);
    assertThat(offer(outbox, 1000)).as("settled").isEqualTo(Offer.TAKEN);
    assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(5, 0, 0, 2, 0));
  }

  @Test
  void offer_afterClose_isRefused_andTheRestIsStillToBeHad() throws InterruptedException {
    MemoryOutbox outbox = outbox(10_000);
    offer(outbox, 1);

    outbox.close();

    assertThat(offer(outbox, 1)).isEqualTo(Offer.CLOSED);
    assertThat(ledger.takeDropped()).as("the caller tells of it").isZero();
    QueuedEvent event = outbox.next(AT_ONCE).orElseThrow();
    assertThat(outbox.end(AT_ONCE).lost()).containsExactly(event);
  }

  @Test
  void tellEnd_isWaitedFor_andIsNoEventOfItsOwn() throws Exception {
    MemoryOutbox outbox = outbox(1000);
    offer(outbox, 2000);
    QueuedEvent closing = ClosingRecord.of("c", ledger.emitted(), new Job("pipelines", "nightly"));

    outbox.tellEnd(closing);

    assertThat(outbox.next(AT_ONCE)).contains(closing);
    assertThat(ledger.awaitSettled(AT_ONCE)).isFalse();
    assertThat(outbox.end(AT_ONCE).lost()).isEmpty();
    outbox.settle(closing);
    assertThat(ledger.awaitSettled(AT_ONCE)).isTrue();
  }

  @Test
  void retry_comesFirst_unlessSettled() throws InterruptedException {
    MemoryOutbox outbox = outbox(10_000);
    offer(outbox, 1);
    offer(outbox, 2);
    QueuedEvent one = outbox.next(AT_ONCE).orElseThrow();

    outbox.retry(one);

    assertThat(outbox.next(AT_ONCE)).contains(one);
    outbox.settle(one);
    outbox.settle(one);
    outbox.retry(one);
    assertThat(outbox.next(AT_ONCE)).map(QueuedEvent::sequence).contains(2L);
    assertThat(outbox.next(AT_ONCE)).isEmpty();
  }
}
