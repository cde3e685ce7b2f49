package dev.headwater.sdk;

import dev.headwater.model.LineageEvent;
import java.util.List;

/**
 * What was not delivered when a client closed.
 *
 * @param spooled events that are in the spool, from where the next client on its folder delivers
 *     them; those that an earlier client left are among them
 * @param lost events that were in memory only, because there is no spool or it had no room. They
 *     count as failed; one or the other may have arrived all the same
 */
public record Remainder(long spooled, List<LineageEvent> lost) {

  static final Remainder NONE = new Remainder(0, List.of());

  public Remainder {
    lost = List.copyOf(lost);
  }

  /** Whether everything was delivered, or told to have failed before. */
  public boolean isEmpty() {
    return spooled == 0 && lost.isEmpty();
  }
}
