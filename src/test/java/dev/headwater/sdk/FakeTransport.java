package dev.headwater.sdk;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.Transport;
import dev.headwater.sdk.internal.UnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A transport for tests. The test decides whether it is available, and what the outcome of each
 * event is.
 */
final class FakeTransport implements Transport {

  /** An event that was sent and waits for its outcome. */
  record Sent(LineageEvent event, long number, Outcome outcome) {}

  final LinkedBlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  final List<String> attempts = new CopyOnWriteArrayList<>();
  private volatile String away = "";
  private volatile boolean acknowledging;
  private volatile boolean closed;

  FakeTransport acknowledging() {
    acknowledging = true;
    return this;
  }

  /** Makes the transport unavailable for this reason. An empty reason makes it available. */
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
    sent.add(new Sent(EventAvro.decode(event.avro()), event.sequence(), outcome));
    if (acknowledging) {
      outcome.delivered();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
