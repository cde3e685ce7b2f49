package dev.headwater.sdk.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An event on its way, already encoded: that takes a microsecond, gives its true size to the bound
 * of the queue, and lets go of the objects that it was built from. Identity is that of the object.
 */
public final class QueuedEvent {

  /** What the objects around the bytes take, about, so that tiny events are bounded too. */
  static final int OVERHEAD_BYTES = 200;

  private final byte[] key;
  private final byte[] avro;
  private final AtomicBoolean claimed = new AtomicBoolean();

  /**
   * Keeps both arrays; they must not change.
   *
   * @param key the record key
   * @param avro the event in Avro binary, without the wire format's header
   */
  public QueuedEvent(byte[] key, byte[] avro) {
    this.key = key;
    this.avro = avro;
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

  long queueBytes() {
    return (long) OVERHEAD_BYTES + key.length + avro.length;
  }
}
