package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.command.GraphCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An alert with its internal state, which nobody outside the task sees.
 *
 * @param alert as it was delivered, or as it will be delivered once it has a path
 * @param phase the phase
 * @param delivered whether it was ever delivered
 * @param walk what the last walk for a witness path started with
 * @param closesAt when a {@link Phase#CLOSING} alert is resolved, unless its cause returns before
 * @param history when it was open before, the latest time first; at most {@value #EPISODES} times.
 *     It begins when the state was built, or after the alert was forgotten
 */
public record AlertState(
    Alert alert,
    Phase phase,
    boolean delivered,
    Walk walk,
    Instant closesAt,
    List<AlertEpisode> history) {
  /** The maximum length of a history. */
  public static final int EPISODES = 20;

  public AlertState {
    history = List.copyOf(history);
  }

  /** The state of an alert that never was open. */
  static AlertState never(Alert alert) {
    return new AlertState(alert, Phase.CLOSED, false, Walk.NONE, Instant.EPOCH, List.of());
  }

  /** The phase of an alert. */
  public enum Phase {
    /** The cause exists, and a walk searches for a path. Nothing is delivered yet. */
    OPENING,
    /** Open. */
    OPEN,
    /**
     * Open, but its path seems to be cut. It is resolved if the cause does not return before {@link
     * AlertState#closesAt()}.
     */
    CLOSING,
    /** Resolved, or ended before it was delivered. */
    CLOSED
  }

  /**
   * The parts of an exposure that its witness path depends on.
   *
   * @param epoch the live epoch
   * @param distance the length of the path that the walk follows
   * @param direct whether the walk follows the direct path
   */
  public record Walk(long epoch, int distance, boolean direct) {
    static final Walk NONE = new Walk(0, 0, false);

    /**
     * Whether {@code walked} is the result of this walk, and not of an earlier walk in the same
     * epoch.
     */
    boolean isEndedBy(GraphCommand.Traced walked) {
      return walked.epoch() == epoch
          && walked.direct() == direct
          && walked.path().size() - 1 == Math.min(distance, Witness.MAX_NAMED);
    }

    static Walk of(Exposure exposure) {
      return new Walk(
          exposure.liveEpoch(),
          exposure.isDirect() ? exposure.directDistance() : exposure.distance(),
          exposure.isDirect());
    }
  }

  /** Whether it was resolved before this time, and does not open again at present. */
  public boolean isOver(Instant before) {
    return phase == Phase.CLOSED
        && alert.resolvedAt().filter(at -> at.isBefore(before)).isPresent();
  }

  /** Whether readers see the alert. */
  public boolean isVisible() {
    return delivered;
  }

  /**
   * The state of an alert after the holdback, and whether the alert has to be delivered. Changes
   * that cancelled each other during the holdback are dropped: an alert that is open again counts
   * as open all the time, and an alert that is resolved again keeps its earlier resolution.
   */
  public record Released(AlertState state, boolean news) {}

  /**
   * Ends the holdback of this alert.
   *
   * @param told the alert as it was last delivered, if it was delivered before
   */
  public Released released(Optional<Alert> told) {
    boolean open = phase == Phase.OPEN || phase == Phase.CLOSING;
    if (told.isEmpty()) {
      return new Released(open ? with(alert, phase, true) : this, open);
    }
    boolean wasOpen = told.get().status() == AlertStatus.OPEN;
    if (!open && !wasOpen) {
      return new Released(with(told.get(), phase, true), false);
    }
    Alert now = open && wasOpen ? alert.openedAt(told.get().openedAt()) : alert;
    AlertState known = wasOpen ? this : after(told.get());
    return new Released(known.with(now, phase, true), !now.equals(told.get()));
  }

  /**
   * The same, open. If readers know the alert as resolved, the time during which it was open
   * becomes a part of the history.
   *
   * @param holding whether alerts are held back. Then {@link #released} decides what becomes a part
   *     of the history, because readers do not know of this change yet
   */
  AlertState opened(Alert changed, boolean deliveredNow, boolean holding) {
    boolean again = delivered && !holding && alert.status() == AlertStatus.RESOLVED;
    return (again ? after(alert) : this).with(changed, Phase.OPEN, deliveredNow);
  }

  AlertState with(Alert changed, Phase phaseNow, boolean deliveredNow) {
    return new AlertState(changed, phaseNow, deliveredNow, walk, closesAt, history);
  }

  /** The same, with one more time in the history: the one that a resolved alert ended. */
  private AlertState after(Alert resolved) {
    List<AlertEpisode> longer =
        Stream.concat(Stream.of(AlertEpisode.of(resolved)), history.stream())
            .limit(EPISODES)
            .toList();
    return new AlertState(alert, phase, delivered, walk, closesAt, longer);
  }

  AlertState in(Phase phaseNow) {
    return new AlertState(alert, phaseNow, delivered, walk, closesAt, history);
  }

  AlertState walking(Walk walkNow) {
    return new AlertState(alert, phase, delivered, walkNow, closesAt, history);
  }

  AlertState closingAt(Instant at) {
    return new AlertState(alert, Phase.CLOSING, delivered, walk, at, history);
  }
}
