package dev.headwater.cli;

import java.util.List;

/** A way to send events: over HTTP, or straight to Kafka. Safe for use by several threads. */
interface EventSender extends AutoCloseable {

  /**
   * Sends the lines. What becomes of each goes to the tally, at the latest in {@link #finish}.
   * Throws {@link Failure} if it could not send; sending the same lines again is harmless, for an
   * event's id makes it count once.
   */
  void send(List<EventLine> lines, Tally tally);

  /**
   * Returns when everything sent is accepted or rejected. Throws {@link Failure} as {@link #send}.
   */
  void finish(Tally tally);

  @Override
  void close();
}
