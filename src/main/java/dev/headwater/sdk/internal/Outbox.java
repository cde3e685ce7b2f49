package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where accepted events are until they are settled, that is, delivered or given up. It numbers them
 * and counts them in the {@link Ledger}. Implementations are bounded and safe for use by several
 * threads. What survives the process, or what becomes of an event that finds no room, is theirs to
 * decide: the client and the sender know only this.
 */
public interface Outbox {

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    /** Counted as dropped. */
    FULL,
    /** Counted as dropped. */
    CLOSED
  }

  /**
   * What an earlier client left, as it was found.
   *
   * @param producer the instance
   * @param events that are to be delivered now
   * @param lost events that it had accepted and that are nowhere any more; counted as dropped
   */
  record Found(String producer, long events, long lost) {}

  /**
   * What is left at the end.
   *
   * @param kept events that the next client on the folder delivers
   * @param lost events that were only in memory
   */
  record Remainder(long kept, List<QueuedEvent> lost) {
    public Remainder {
      lost = List.copyOf(lost);
    }
  }

  /**
   * Gives an event its number and takes it, or counts it as dropped. Returns at once; does no input
   * or output. Keeps both arrays; they must not change.
   */
  Offer offer(byte[] key, byte[] avro);

  /** The next event to send, which stays unsettled; empty when none came in time. */
  Optional<QueuedEvent> next(Duration timeout) throws InterruptedException;

  /** Makes an event that was sent in vain the next to send. Nothing happens if it is settled. */
  void retry(QueuedEvent event);

  /** Lets go of an event, after it has been accounted for. */
  void settle(QueuedEvent event);

  /** What it holds on disk; 0 if it never does. */
  long diskBytes();

  /** What earlier clients left, as far as it was found since this was asked last. */
  List<Found> takeFound();

  /** Takes no more events; what is in it stays. */
  void close();

  /**
   * Puts a {@link QueuedEvent#closing closing record} in line if the last events were dropped or
   * failed, so that no later number tells that they are missing. After {@link #close}.
   */
  void tellEnd();

  /**
   * Puts what can be kept where it is kept, and ends; {@code next} is not called any more.
   *
   * @param patience with a slow disk
   */
  Remainder end(Duration patience);
}
