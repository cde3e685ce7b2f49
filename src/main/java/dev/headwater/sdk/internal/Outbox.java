package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Holds accepted events until they are settled, that is, delivered, failed or dropped. Numbers
 * events and counts them in the {@link Ledger}. Implementations are bounded and safe for use by
 * several threads. An implementation decides what survives the process, and what happens to an
 * event that has no room: the client and the sender know only this interface.
 */
public interface Outbox {

  /** The result of an offer. */
  enum Offer {
    TAKEN,
    /** There was no room; the event is counted as dropped. */
    FULL,
    /** The outbox is closed; the event is counted as dropped. The caller tells of it. */
    CLOSED
  }

  /**
   * What an earlier client left, as it was when it was found.
   *
   * @param producer the instance of the earlier client
   * @param events how many events are to be delivered now
   * @param lost how many further events it had accepted that exist nowhere any more; counted as
   *     dropped
   */
  record Found(String producer, long events, long lost) {}

  /**
   * What is left at the end.
   *
   * @param kept how many events the next client on the folder delivers
   * @param lost events that were only in memory
   */
  record Remainder(long kept, List<QueuedEvent> lost) {
    public Remainder {
      lost = List.copyOf(lost);
    }
  }

  /**
   * Numbers an event and takes it, or counts it as dropped. Returns at once, without I/O. Keeps a
   * reference to both arrays; the caller must not change them.
   *
   * @param key the {@link TracedKey}
   */
  Offer offer(byte[] key, byte[] avro);

  /** Returns the next event to send, which stays unsettled; empty if none came in time. */
  Optional<QueuedEvent> next(Duration timeout) throws InterruptedException;

  /** Makes an event whose delivery failed the next one to send. Does nothing if it is settled. */
  void retry(QueuedEvent event);

  /** Releases an event. The caller has counted its outcome before. */
  void settle(QueuedEvent event);

  /** Returns the size in bytes of the events on disk; 0 for an outbox without a disk. */
  long diskBytes();

  /**
   * Returns what earlier clients left, as far as it was found since the last call. The caller tells
   * of it.
   */
  List<Found> takeFound();

  /** Takes no more events. Events that it holds stay. */
  void close();

  /**
   * Queues a {@link ClosingRecord} for sending. Called after {@link #close}, if the last event was
   * dropped or failed, because then no later number shows the gap.
   */
  void tellEnd(QueuedEvent closing);

  /**
   * Stores what can be stored, and ends. {@code next} is not called any more.
   *
   * @param patience how long to wait for a slow disk
   */
  Remainder end(Duration patience);
}
