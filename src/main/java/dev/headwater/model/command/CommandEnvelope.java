package dev.headwater.model.command;

import java.util.Objects;

/**
 * A command with the cause that it follows from.
 *
 * @param command the command
 * @param causeMillis the timestamp of the event that caused the command, in epoch milliseconds.
 *     Grace periods start at this time
 * @param delayMillis how far processing lagged behind when it started on the cause, in
 *     milliseconds. The time that a change needs to travel through the graph is no lag
 */
public record CommandEnvelope(GraphCommand command, long causeMillis, long delayMillis) {
  public CommandEnvelope {
    Objects.requireNonNull(command, "command");
  }

  /** A command whose cause was processed without delay. */
  public CommandEnvelope(GraphCommand command, long causeMillis) {
    this(command, causeMillis, 0);
  }

  /** Returns a command that follows from this one and has the same cause and delay. */
  public CommandEnvelope next(GraphCommand following) {
    return new CommandEnvelope(following, causeMillis, delayMillis);
  }
}
