package dev.headwater.sdk.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An event on its way, already encoded: that takes a microsecond, gives its true size to the bound
 * of the queue, and lets go of the objects that it was built from. Identity is that of the object.
 */
public final class QueuedEvent {

  /** What the objects around the bytes take, about, so that tiny events are bounded too. */
  static final int OVERHEAD_BYTES = 200;

  private final String producer;
  private final long sequence;
  private final byte[] key;
  private final byte[] avro;
  private final AtomicBoolean claimed = new AtomicBoolean();

  /**
   * Keeps both arrays; they must not change.
   *
   * @param producer the client instance that accepted it
   * @param sequence its number among all that this instance accepted, from 1
   * @param key the record key
   * @param avro the event in Avro binary, without the wire format's header
   */
  public QueuedEvent(String producer, long sequence, byte[] key, byte[] avro) {
    this.producer = producer;
    this.sequence = sequence;
    this.key = key;
    this.avro = avro;
  }

  public String producer() {
    return producer;
  }

  public long sequence() {
    return sequence;
  }

  public byte[] key() {
    return key;
  }

  public byte[] avro() {
    return avro;
  }

  /** Whether this caller, and no other, is to account for what became of the event. */
  public boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** What it takes in memory, about. */
  public long queueBytes() {
    return (long) OVERHEAD_BYTES + key.length + avro.length;
  }
}
