package dev.headwater.sdk;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import dev.headwater.sdk.internal.ClosingRecord;
import dev.headwater.sdk.internal.Deliveries;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.Sender;
import dev.headwater.sdk.internal.TracedKey;
import dev.headwater.sdk.internal.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts a client's events, counts each one once, and reports to the listener. */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration DISK_PATIENCE = Duration.ofSeconds(2);
  private static final String NO_ROOM =
      "there is no room for them in memory (queue.bytes) nor in the spool (spool.bytes), or what is"
          + " in the spool cannot be read back";
  private static final String CLOSED = "the client is closed";

  private final String instance;
  private final Ledger ledger;
  private final Outbox outbox;
  private final DeliveryListener listener;
  private final Sender sender;

  /**
   * The job of the last event, which a closing record names; null before the first one. The lock of
   * the ledger publishes it: every event is numbered after it is set.
   */
  private Job lastJob;

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

  /**
   * Accepts an event.
   *
   * @param traceParent the trace that it is emitted in
   */
  void emit(LineageEvent event, Optional<TraceParent> traceParent) {
    lastJob = event.job();
    byte[] key;
    byte[] avro;
    try {
      key = TracedKey.of(event.key().getBytes(StandardCharsets.UTF_8), traceParent);
      avro = EventAvro.encode(event);
    } catch (RuntimeException unexpected) {
      LOG.error("an event cannot be encoded", unexpected);
      ledger.fail(ledger.accept());
      tell(() -> listener.failed(event, "it cannot be encoded: " + unexpected));
      return;
    }
    if (outbox.offer(key, avro) == Outbox.Offer.CLOSED) {
      tell(() -> listener.dropped(1, CLOSED));
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
      awaitSettledAndTellEnd(timeout);
      ledger.awaitSettled(Duration.ofNanos(deadlineNanos - System.nanoTime()));
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

  private void awaitSettledAndTellEnd(Duration timeout) throws InterruptedException {
    try {
      ledger.awaitSettled(timeout);
    } finally {
      // After an interrupt too: if it is not sent any more, the next client on the spool sends it.
      if (ledger.isEndUnseen()) {
        outbox.tellEnd(ClosingRecord.of(instance, ledger.emitted(), lastJob));
      }
    }
  }

  private void tellWhatIsNew() {
    long recovered = 0;
    for (Outbox.Found found : outbox.takeFound()) {
      recovered += found.events();
      if (found.lost() > 0) {
        String reason =
            "the producer "
                + found.producer()
                + ", which is gone, had accepted them, and they are neither delivered nor in the"
                + " spool";
        tell(() -> listener.dropped(found.lost(), reason));
      }
    }
    long untold = ledger.takeDropped();
    if (untold > 0) {
      tell(() -> listener.dropped(untold, NO_ROOM));
    }
    if (recovered > 0) {
      long found = recovered;
      tell(() -> listener.recovered(found));
    }
  }

  private static void tell(Runnable listening) {
    try {
      listening.run();
    } catch (Throwable e) { // whatever it is, it must not end the delivery
      LOG.error("the delivery listener failed", e);
    }
  }

  private boolean isOwn(QueuedEvent event) {
    return event.producer().equals(instance);
  }

  private final class Reports implements Deliveries {
    @Override
    public void delivered(QueuedEvent event) {
      if (event.isClosing()) {
        return;
      }
      if (isOwn(event)) {
        ledger.deliver(event.sequence());
      } else {
        ledger.settleRecovered(1, 0, 0);
      }
    }

    @Override
    public void failed(QueuedEvent event, String reason) {
      if (event.isClosing()) {
        LOG.warn(
            "nobody can be told how far the producer {} had counted: {}", event.producer(), reason);
        return;
      }
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
