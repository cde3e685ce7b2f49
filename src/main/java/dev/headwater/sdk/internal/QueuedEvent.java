package dev.headwater.sdk.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/** An encoded event on its way. Identity is that of the object. Safe for several threads. */
public final class QueuedEvent {

  /** What the objects around the bytes take, about, so that tiny events are bounded too. */
  static final int OVERHEAD_BYTES = 200;

  private final String producer;
  private final long sequence;
  private final byte[] key;
  private final byte[] avro;
  private final boolean closing;
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
    this(producer, sequence, key, avro, false);
  }

  private QueuedEvent(String producer, long sequence, byte[] key, byte[] avro, boolean closing) {
    this.producer = producer;
    this.sequence = sequence;
    this.key = key;
    this.avro = avro;
    this.closing = closing;
  }

  /**
   * The record that closes an instance's numbering: one of its events once more, under the number
   * after its last. Whoever reads the topic learns from it how far the instance had counted. The
   * repeated event changes nothing, and is not counted here.
   */
  public static QueuedEvent closing(String producer, long lastSequence, byte[] key, byte[] avro) {
    return new QueuedEvent(producer, lastSequence + 1, key, avro, true);
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

  /**
   * Whether this is no event of its own, but see {@link #closing(String, long, byte[], byte[])}.
   */
  public boolean isClosing() {
    return closing;
  }

  /** Whether this caller, and no other, is to account for what became of the event. */
  public boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** What it takes in memory, about. */
  public long bytes() {
    return (long) OVERHEAD_BYTES + key.length + avro.length;
  }
}
