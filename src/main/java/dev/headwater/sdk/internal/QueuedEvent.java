package dev.headwater.sdk.internal;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An event on its way. It is encoded when that is first needed, which is on a thread that does not
 * emit, unless so much waits already that the emitting thread does it itself. Identity is that of
 * the object.
 */
public final class QueuedEvent {

  /** What the objects around the bytes take, about, so that tiny events are bounded too. */
  static final int OVERHEAD_BYTES = 200;

  private final String producer;
  private final long sequence;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private long queueBytes;

  // Both under the lock of this object. Once encoded, the event itself is let go of.
  private LineageEvent event;
  private Encoded encoded;

  private record Encoded(byte[] key, byte[] avro) {
    long bytes() {
      return (long) OVERHEAD_BYTES + key.length + avro.length;
    }
  }

  /**
   * An event that is not encoded.
   *
   * @param producer the client instance that accepted it
   * @param sequence its number among all that this instance accepted, from 1
   */
  public QueuedEvent(String producer, long sequence, LineageEvent event) {
    this.producer = producer;
    this.sequence = sequence;
    this.event = event;
    this.queueBytes = OVERHEAD_BYTES + EventSize.bytes(event);
  }

  /**
   * An event that is encoded. Keeps both arrays; they must not change.
   *
   * @param key the record key
   * @param avro the event in Avro binary, without the wire format's header
   */
  public QueuedEvent(String producer, long sequence, byte[] key, byte[] avro) {
    this.producer = producer;
    this.sequence = sequence;
    this.encoded = new Encoded(key, avro);
    this.queueBytes = encoded.bytes();
  }

  public String producer() {
    return producer;
  }

  public long sequence() {
    return sequence;
  }

  public byte[] key() {
    return encoded().key();
  }

  public byte[] avro() {
    return encoded().avro();
  }

  /** Encodes it before it is offered, so that it takes no more of a queue than it must. */
  public void encode() {
    queueBytes = encoded().bytes();
  }

  private synchronized Encoded encoded() {
    if (encoded == null) {
      encoded = new Encoded(event.key().getBytes(StandardCharsets.UTF_8), EventAvro.encode(event));
      event = null;
    }
    return encoded;
  }

  /** Whether this caller, and no other, is to account for what became of the event. */
  public boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** What it takes in memory, about; the same from when it is offered. */
  public long queueBytes() {
    return queueBytes;
  }

  /** What it takes in memory once it is encoded. */
  public long encodedBytes() {
    return encoded().bytes();
  }
}
