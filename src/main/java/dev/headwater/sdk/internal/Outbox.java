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

  /** Takes an event, or refuses it at once; never blocks. */
  Offer offer(QueuedEvent event);

  /** The next event to send, which stays unsettled; empty when none came in time. */
  Optional<QueuedEvent> next(Duration timeout) throws InterruptedException;

  /** Makes an event that was sent in vain the next to send. Nothing happens if it is settled. */
  void retry(QueuedEvent event);

  /**
   * Lets go of an event, after it has been accounted for: whoever waited for that sees it counted.
   */
  void settle(QueuedEvent event);

  /** Waits until all that was taken before the call is settled; whether it is. */
  boolean awaitSettled(Duration timeout) throws InterruptedException;

  /** Takes no more events; what is in it stays. */
  void close();

  /** What is not settled, the oldest first. */
  List<QueuedEvent> unsettled();
}
