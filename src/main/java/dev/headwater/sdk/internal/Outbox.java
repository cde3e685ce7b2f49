package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where accepted events are until they are settled, that is, delivered or given up. Implementations
 * are bounded and safe for use by several threads. What survives the process, or what becomes of an
 * event that finds no room, is theirs to decide: the client and the sender know only this.
 */
public interface Outbox {

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  /**
   * What is left at the end.
   *
   * @param kept events on disk, for the next client on the folder
   * @param lost events that were only in memory
   */
  record Remainder(long kept, List<QueuedEvent> lost) {
    public Remainder {
      lost = List.copyOf(lost);
    }
  }

  /**
   * Whether so much waits to be encoded that who offers an event should do that before. A hint, and
   * cheap.
   */
  boolean isBehind();

  /** Takes an event, or refuses it at once; does no input or output and waits for none. */
  Offer offer(QueuedEvent event);

  /** The next event to send, which stays unsettled; empty when none came in time. */
  Optional<QueuedEvent> next(Duration timeout) throws InterruptedException;

  /** Makes an event that was sent in vain the next to send. Nothing happens if it is settled. */
  void retry(QueuedEvent event);

  /** Lets go of an event, after it has been accounted for. */
  void settle(QueuedEvent event);

  /** What it holds on disk; 0 if it never does. */
  long diskBytes();

  /** Takes no more events; what is in it stays. */
  void close();

  /**
   * Puts what can be kept where it is kept, and ends; {@code next} is not called any more.
   *
   * @param patience with a slow disk
   */
  Remainder end(Duration patience);
}
