package dev.headwater.engine;

import dev.headwater.model.command.GraphCommand;

/**
 * A command that is due at a time.
 *
 * @param dueMillis the due time, in epoch milliseconds
 * @param command the command
 */
public record Timer(long dueMillis, GraphCommand.Reminder command) {
  /**
   * Whether whoever waits for the consequences of events waits for this timer too. Timers that look
   * for missing events recur, so nobody waits for those.
   */
  public boolean isAwaited() {
    return !(command instanceof GraphCommand.ReviewGaps);
  }
}
