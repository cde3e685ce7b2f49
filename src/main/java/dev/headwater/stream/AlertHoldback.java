package dev.headwater.stream;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Change;
import dev.headwater.engine.Worklist;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.stream.store.GraphState;
import dev.headwater.stream.store.Held;
import java.util.Optional;

/**
 * Holds alerts back while a task is far behind. A later event of the backlog may remove the cause
 * of an alert, and such an alert should wake nobody. When no old record has arrived for a while,
 * the alerts that still hold are delivered. Not thread-safe.
 */
final class AlertHoldback {
  /** A record that waited longer than this belongs to a backlog, or follows from one. */
  static final long BEHIND_MILLIS = 10_000;

  /**
   * The time that must pass without an old record before alerts are delivered. Other tasks may
   * still be behind and send commands.
   */
  static final long CALM_MILLIS = 2_000;

  private static final int RELEASED_AT_ONCE = 500;

  private final GraphState state;
  private final Worklist worklist;
  private final boolean follows;
  private long behindUntilMillis = Long.MIN_VALUE;

  /**
   * @param follows whether another generation is in charge, and delivers all alerts
   */
  AlertHoldback(GraphState state, Worklist worklist, boolean follows) {
    this.state = state;
    this.worklist = worklist;
    this.follows = follows;
  }

  /**
   * Must be called for each record before it is handled.
   *
   * @param delayMillis how long the record, or the event that it follows from, waited
   */
  void beforeRecord(long nowMillis, long delayMillis) {
    if (delayMillis > BEHIND_MILLIS) {
      behindUntilMillis = nowMillis + CALM_MILLIS;
    }
    hold(nowMillis);
  }

  /**
   * Must be called regularly: delivers some of the alerts that were held back, if the task is no
   * longer behind.
   */
  void afterTime(long nowMillis) {
    if (!follows && !isBehind(nowMillis)) {
      state.takeHeld(RELEASED_AT_ONCE).forEach(this::release);
    }
    hold(nowMillis);
  }

  /**
   * Holds new alerts back until all held ones are delivered; otherwise alerts would overtake each
   * other.
   */
  private void hold(long nowMillis) {
    worklist.hold(follows || isBehind(nowMillis) || state.holdsAlerts());
  }

  private void release(Held held) {
    Optional<AlertState> known = state.alert(held.key());
    if (known.isEmpty()) {
      return;
    }
    AlertState.Released released = known.get().released(held.told());
    Alert alert = released.state().alert();
    boolean former = state.formerAlert(held.key()).isPresent();
    if (former && alert.status() == AlertStatus.RESOLVED) {
      return; // not before the state is built anew
    }
    state.apply(new Change.PutAlert(released.state()));
    if (released.news()) {
      worklist.deliver(alert);
      if (former) {
        state.apply(new Change.PutFormerAlert(alert));
      }
    }
  }

  /** Whether the task is behind, so that its next records may remove the causes of alerts. */
  boolean isBehind(long nowMillis) {
    return nowMillis < behindUntilMillis;
  }
}
