package dev.headwater.model.command;

import java.util.List;
import java.util.OptionalLong;

/**
 * Commands that travel together in one record.
 *
 * @param sentMillis when they were sent, in epoch milliseconds by the sender's clock; empty if
 *     unknown
 */
public record CommandBatch(List<CommandEnvelope> commands, OptionalLong sentMillis) {
  public CommandBatch {
    commands = List.copyOf(commands);
  }

  /**
   * Returns the largest delay in milliseconds when the pack is read at {@code nowMillis}: either
   * the time since it was sent, or the delay of one of its commands. At least 0.
   */
  public long delayMillis(long nowMillis) {
    long delayMillis = Math.max(0, nowMillis - sentMillis.orElse(nowMillis));
    for (CommandEnvelope sent : commands) {
      delayMillis = Math.max(delayMillis, sent.delayMillis());
    }
    return delayMillis;
  }
}
