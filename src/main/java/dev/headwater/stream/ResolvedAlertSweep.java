package dev.headwater.stream;

import dev.headwater.engine.AlertState;
import dev.headwater.model.AlertKey;
import dev.headwater.stream.store.GraphState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Forgets alerts that were resolved long ago: their rows are deleted, and a tombstone for each goes
 * to the topic of alerts. It looks at all alerts of the partition in batches, between records, and
 * begins again after a pause. A restart begins from the start. Not thread-safe.
 *
 * <p>The cause of a forgotten alert may return. Then the alert opens as one that never was open.
 */
final class ResolvedAlertSweep {
  private static final int AT_ONCE = 500;
  private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private final Optional<Duration> kept;
  private final GraphState state;
  private final Emitter emitter;
  private Optional<AlertKey> after = Optional.empty();
  private Instant next = Instant.MIN;

  /**
   * @param kept for how long an alert is kept after it was resolved; empty: for ever
   */
  ResolvedAlertSweep(Optional<Duration> kept, GraphState state, Emitter emitter) {
    this.kept = kept;
    this.state = state;
    this.emitter = emitter;
  }

  /**
   * Notes which alerts may be missing. A state that is built anew says so from its beginning: what
   * was forgotten before that is not known.
   */
  void begin(Instant now) {
    kept.ifPresent(time -> state.forgetsAlertsBefore(now.minus(time).toEpochMilli()));
  }

  /** Looks at the next batch, unless alerts are held back: these still have to be delivered. */
  void goOn(Instant now) {
    if (kept.isEmpty() || now.isBefore(next) || state.holdsAlerts()) {
      return;
    }
    begin(now);
    Instant before = now.minus(kept.get());
    List<AlertState> batch = state.allAlerts(after, AT_ONCE);
    for (AlertState alert : batch) {
      if (alert.isOver(before)) {
        state.forget(alert.alert().key());
        if (alert.isVisible()) {
          emitter.forgotten(alert.alert(), now.toEpochMilli());
        }
      }
    }
    boolean last = batch.size() < AT_ONCE;
    after = last ? Optional.empty() : Optional.of(batch.get(AT_ONCE - 1).alert().key());
    next = now.plus(last ? BETWEEN_SWEEPS : BETWEEN_BATCHES);
  }
}
