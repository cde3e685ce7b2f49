package dev.headwater.model.command;

import java.util.List;
import java.util.OptionalLong;

/**
 * Commands that travel together.
 *
 * @param sentMillis when they were sent, in epoch milliseconds by the sender's clock; empty if that
 *     is not known
 */
public record Pack(List<Sent> commands, OptionalLong sentMillis) {
  public Pack {
    commands = List.copyOf(commands);
  }

  /**
   * How long the cause of any of them, or they themselves, had waited when they are read, in
   * milliseconds; 0 is the least.
   */
  public long delayMillis(long nowMillis) {
    long delayMillis = Math.max(0, nowMillis - sentMillis.orElse(nowMillis));
    for (Sent sent : commands) {
      delayMillis = Math.max(delayMillis, sent.delayMillis());
    }
    return delayMillis;
  }
}
