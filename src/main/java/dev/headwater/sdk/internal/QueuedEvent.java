package dev.headwater.sdk.internal;

import dev.headwater.model.TraceParent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An encoded event on its way to Kafka. Compared by object identity. Safe for several threads. */
public final class QueuedEvent {

  /** Estimated size of the objects around the bytes, so that very small events are bounded too. */
  static final int OVERHEAD_BYTES = 200;

  private final String producer;
  private final long sequence;
  private final byte[] key;
  private final byte[] avro;
  private final boolean closing;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private volatile boolean refused;

  /**
   * Keeps a reference to both arrays; they must not change.
   *
   * @param producer the client instance that accepted the event
   * @param sequence the event's number among all events that this instance accepted, from 1
   * @param key the {@link TracedKey}
   * @param avro the event in Avro binary, without the wire format's header
   */
  public QueuedEvent(String producer, long sequence, byte[] key, byte[] avro) {
    this(producer, sequence, key, avro, false);
  }

  private QueuedEvent(String producer, long sequence, byte[] key, byte[] avro, boolean closing) {
    this.producer = producer;
    this.sequence = sequence;
    this.key = key;
    this.avro = avro;
    this.closing = closing;
  }

  /** Creates a {@link ClosingRecord}. The client does not count it. */
  static QueuedEvent closing(String producer, long lastSequence, byte[] key, byte[] avro) {
    return new QueuedEvent(producer, lastSequence + 1, key, avro, true);
  }

  public String producer() {
    return producer;
  }

  public long sequence() {
    return sequence;
  }

  /** Returns the {@link TracedKey}, which is what outboxes store. */
  public byte[] key() {
    return key;
  }

  /** Returns the record key. */
  byte[] recordKey() {
    return TracedKey.recordKey(key);
  }

  /** Returns the trace that the event was emitted in. */
  Optional<TraceParent> traceParent() {
    return TracedKey.traceParent(key);
  }

  public byte[] avro() {
    return avro;
  }

  /** Returns whether this is a {@link ClosingRecord closing record} and not an event of its own. */
  public boolean isClosing() {
    return closing;
  }

  /** Returns true for the first caller only, which then counts the outcome of the event. */
  public boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** Records that the event will never be delivered. Called before it is settled. */
  public void refuse() {
    refused = true;
  }

  /** Returns whether the event will never be delivered. */
  public boolean isRefused() {
    return refused;
  }

  /** Returns about how much memory the event takes. */
  public long bytes() {
    return (long) OVERHEAD_BYTES + key.length + avro.length;
  }
}
