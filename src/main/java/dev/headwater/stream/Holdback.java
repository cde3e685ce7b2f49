package dev.headwater.stream;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Change;
import dev.headwater.engine.Worklist;
import dev.headwater.stream.store.GraphState;
import dev.headwater.stream.store.Held;
import java.util.Optional;

/**
 * Holds alerts back while a task is far behind: what it reads next may do away with their cause,
 * and nobody should be woken for that. Once nothing old has come for a while, what is still so is
 * delivered. Not thread-safe.
 */
final class Holdback {
  /** A record that has waited longer is part of a backlog, or follows from one. */
  static final long BEHIND_MILLIS = 10_000;

  /** How long nothing old must have come; other tasks may be behind, and send what they find. */
  static final long CALM_MILLIS = 2_000;

  private static final int RELEASED_AT_ONCE = 500;

  private final GraphState state;
  private final Worklist worklist;
  private long behindUntilMillis = Long.MIN_VALUE;

  Holdback(GraphState state, Worklist worklist) {
    this.state = state;
    this.worklist = worklist;
  }

  /**
   * To be told of each record before it is handled.
   *
   * @param delayMillis how long it, or the event that it follows from, has waited to be read
   */
  void beforeRecord(long nowMillis, long delayMillis) {
    if (delayMillis > BEHIND_MILLIS) {
      behindUntilMillis = nowMillis + CALM_MILLIS;
    }
    hold(nowMillis);
  }

  /** Time has passed: delivers what was held back, if it is time to. */
  void afterTime(long nowMillis) {
    if (!isBehind(nowMillis)) {
      state.takeHeld(RELEASED_AT_ONCE).forEach(this::release);
    }
    hold(nowMillis);
  }

  /** What comes before all that was held back is delivered would be delivered out of turn. */
  private void hold(long nowMillis) {
    worklist.hold(isBehind(nowMillis) || state.holdsAlerts());
  }

  private void release(Held held) {
    Optional<AlertState> known = state.alert(held.subject(), held.rule(), held.origin());
    if (known.isEmpty()) {
      return;
    }
    AlertState.Released released = known.get().released(held.told());
    state.apply(new Change.PutAlert(released.state()));
    if (released.news()) {
      worklist.deliver(released.state().alert());
    }
  }

  /** Whether what comes next may do away with what seems so now. */
  boolean isBehind(long nowMillis) {
    return nowMillis < behindUntilMillis;
  }
}
