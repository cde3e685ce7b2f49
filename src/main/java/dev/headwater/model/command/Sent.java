package dev.headwater.model.command;

import java.util.Objects;

/**
 * A command on its way.
 *
 * @param command what is to be done
 * @param causeMillis the timestamp of the event that it follows from, in epoch milliseconds: grace
 *     periods run from it
 */
public record Sent(GraphCommand command, long causeMillis) {
  public Sent {
    Objects.requireNonNull(command, "command");
  }
}
