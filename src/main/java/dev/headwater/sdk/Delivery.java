package dev.headwater.sdk;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.Deliveries;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.Sender;
import dev.headwater.sdk.internal.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client does with events: takes them in, accounts for each once, and tells the listener.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration DISK_PATIENCE = Duration.ofSeconds(2);
  private static final String NO_ROOM =
      "there is no room for them in memory (queue.bytes) nor in the spool (spool.bytes)";
  private static final String CLOSED = "the client is closed";

  private final String instance;
  private final Ledger ledger;
  private final Outbox outbox;
  private final DeliveryListener listener;
  private final Sender sender;
  private final AtomicLong droppedUntold = new AtomicLong();
  private final AtomicLong recoveredUntold = new AtomicLong();
  private boolean ended;

  Delivery(
      String instance,
      ClientSettings settings,
      Ledger ledger,
      Outbox outbox,
      Transport transport,
      DeliveryListener listener) {
    this.instance = instance;
    this.ledger = ledger;
    this.outbox = outbox;
    this.listener = listener;
    this.sender =
        new Sender(
            outbox,
            transport,
            new Reports(),
            settings.number(Setting.RETRY_PAUSE_MILLIS),
            settings.number(Setting.RETRY_PAUSE_MAX_MILLIS));
  }

  void start() {
    sender.start();
  }

  void emit(LineageEvent event) {
    long sequence = ledger.accept();
    QueuedEvent queued = new QueuedEvent(instance, sequence, event);
    if (outbox.isBehind()) {
      queued.encode();
    }
    Outbox.Offer offer = outbox.offer(queued);
    if (offer == Outbox.Offer.FULL) {
      // Encoded, it is smaller than was estimated.
      queued.encode();
      offer = outbox.offer(queued);
    }
    switch (offer) {
      case TAKEN -> {
        // On its way.
      }
      case FULL -> {
        ledger.drop(sequence);
        droppedUntold.incrementAndGet();
      }
      case CLOSED -> {
        ledger.drop(sequence);
        tell(() -> listener.dropped(1, CLOSED));
      }
    }
  }

  DeliveryCounts counts() {
    Ledger.Counts counts = ledger.counts();
    return new DeliveryCounts(
        counts.accepted(),
        counts.delivered(),
        counts.failed(),
        counts.dropped(),
        counts.recovered());
  }

  long spooledBytes() {
    return outbox.diskBytes();
  }

  boolean flush(Duration timeout) throws InterruptedException {
    return ledger.awaitSettled(timeout);
  }

  synchronized Remainder close(Duration timeout) {
    if (ended) {
      return Remainder.NONE;
    }
    ended = true;
    outbox.close();
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    try {
      ledger.awaitSettled(timeout);
      sender.stop();
      sender.awaitEnd(Duration.ofNanos(deadlineNanos - System.nanoTime()));
    } catch (InterruptedException e) {
      sender.stop();
      Thread.currentThread().interrupt();
    }
    Outbox.Remainder left = outbox.end(DISK_PATIENCE);
    tellWhatIsNew();
    List<LineageEvent> lost = new ArrayList<>();
    for (QueuedEvent event : left.lost()) {
      if (event.claim()) {
        LineageEvent undelivered = EventAvro.decode(event.avro());
        lost.add(undelivered);
        ledger.fail(event.sequence());
        tell(() -> listener.failed(undelivered, "it was not delivered before the client closed"));
        outbox.settle(event);
      }
    }
    return new Remainder(left.kept(), lost);
  }

  private void tellWhatIsNew() {
    long dropped = droppedUntold.getAndSet(0);
    if (dropped > 0) {
      tell(() -> listener.dropped(dropped, NO_ROOM));
    }
    long recovered = ledger.counts().recovered();
    long before = recoveredUntold.getAndSet(recovered);
    if (recovered > before) {
      tell(() -> listener.recovered(recovered - before));
    }
  }

  private static void tell(Runnable listening) {
    try {
      listening.run();
    } catch (RuntimeException e) {
      LOG.error("the delivery listener failed", e);
    }
  }

  private boolean isOwn(QueuedEvent event) {
    return event.producer().equals(instance);
  }

  private final class Reports implements Deliveries {
    @Override
    public void delivered(QueuedEvent event) {
      if (isOwn(event)) {
        ledger.deliver(event.sequence());
      } else {
        ledger.settleRecovered(1, 0, 0);
      }
    }

    @Override
    public void failed(QueuedEvent event, String reason) {
      if (isOwn(event)) {
        ledger.fail(event.sequence());
      } else {
        ledger.settleRecovered(0, 1, 0);
      }
      tell(() -> listener.failed(EventAvro.decode(event.avro()), reason));
    }

    @Override
    public void waiting(String reason) {
      tell(() -> listener.waiting(reason));
    }

    @Override
    public void resumed() {
      tell(listener::resumed);
    }

    @Override
    public void meanwhile() {
      tellWhatIsNew();
    }
  }
}
