package dev.headwater.sdk;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.Transport;
import dev.headwater.sdk.internal.UnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A transport whose far end the test plays. */
final class FakeTransport implements Transport {

  /** An event that was sent and waits for its outcome. */
  record Sent(LineageEvent event, Outcome outcome) {}

  final LinkedBlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  final List<String> attempts = new CopyOnWriteArrayList<>();
  private volatile String away = "";
  private volatile boolean acknowledging;
  private volatile boolean closed;

  FakeTransport acknowledging() {
    acknowledging = true;
    return this;
  }

  /** Unavailable for this reason; empty: available. */
  FakeTransport away(String reason) {
    away = reason;
    return this;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void open() throws UnavailableException {
    attempts.add(away);
    if (!away.isEmpty()) {
      throw new UnavailableException(away, null);
    }
  }

  @Override
  public void send(QueuedEvent event, Outcome outcome) {
    sent.add(new Sent(EventAvro.decode(event.avro()), outcome));
    if (acknowledging) {
      outcome.delivered();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
