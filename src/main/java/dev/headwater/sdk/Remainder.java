package dev.headwater.sdk;

import dev.headwater.model.LineageEvent;
import java.util.List;

/**
 * The events that were not delivered when a client closed.
 *
 * @param spooled events in the spool, those of earlier clients included. The next client on the
 *     folder delivers them
 * @param lost events that were in memory only, because there is no spool or it had no room. They
 *     count as failed. Some of them may have arrived nevertheless
 */
public record Remainder(long spooled, List<LineageEvent> lost) {

  static final Remainder NONE = new Remainder(0, List.of());

  public Remainder {
    lost = List.copyOf(lost);
  }

  /**
   * Returns whether no event was left: all were delivered, or reported as failed or dropped before.
   */
  public boolean isEmpty() {
    return spooled == 0 && lost.isEmpty();
  }
}
