package dev.headwater.cli.emit;

import dev.headwater.cli.terminal.Failure;
import java.util.List;

/** Sends events, over HTTP or directly to Kafka. Thread-safe. */
interface EventSender extends AutoCloseable {

  /**
   * Sends the lines. It reports the result for each line to the tally, at the latest in {@link
   * #finish}. The caller may send the same lines again: an event's id makes the event count once.
   *
   * @throws Failure if it could not send
   */
  void send(List<EventLine> lines, EmitOutcome tally);

  /**
   * Returns when every line that was sent is accepted or rejected.
   *
   * @throws Failure as {@link #send}
   */
  void finish(EmitOutcome tally);

  @Override
  void close();
}
