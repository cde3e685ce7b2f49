package dev.headwater.model.command;

import java.util.Objects;

/**
 * A command on its way.
 *
 * @param command what is to be done
 * @param causeMillis the timestamp of the event that it follows from, in epoch milliseconds: grace
 *     periods run from it
 * @param delayMillis how far behind the processing was when it took the cause up. What takes long
 *     because it has far to go is not behind
 */
public record Sent(GraphCommand command, long causeMillis, long delayMillis) {
  public Sent {
    Objects.requireNonNull(command, "command");
  }

  /** Of a cause that was taken up at once. */
  public Sent(GraphCommand command, long causeMillis) {
    this(command, causeMillis, 0);
  }

  /** What follows from this. */
  public Sent next(GraphCommand following) {
    return new Sent(following, causeMillis, delayMillis);
  }
}
