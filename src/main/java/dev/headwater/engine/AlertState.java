package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.command.GraphCommand;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert, and what is going on about it that nobody outside is told.
 *
 * @param alert as it was delivered, or will be once it has a path
 * @param phase what is going on
 * @param delivered whether it ever was
 * @param walk what the last walk for a path began with
 * @param closesAt when a closing alert is resolved, unless its cause is back
 */
public record AlertState(Alert alert, Phase phase, boolean delivered, Walk walk, Instant closesAt) {

  /** What goes on about an alert. */
  public enum Phase {
    /** Its cause is there, a path is being looked for; nothing is delivered yet. */
    OPENING,
    /** Open. */
    OPEN,
    /** Open, and its path seems cut: resolved if that is still so in a moment. */
    CLOSING,
    /** Resolved, or withdrawn before it was delivered. */
    CLOSED
  }

  /**
   * The part of an exposure that a path depends on.
   *
   * @param epoch the live epoch
   * @param distance of the path that is walked
   * @param direct whether it is a direct one
   */
  public record Walk(long epoch, int distance, boolean direct) {
    static final Walk NONE = new Walk(0, 0, false);

    /** Whether that is where this walk led, and not an earlier one of the same epoch. */
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

  /** Whether readers see the alert. */
  public boolean isVisible() {
    return delivered;
  }

  /**
   * The state once it is not held back any more, and whether there is something to deliver. What
   * came and went meanwhile never was: an alert that is open again has been open all the time, and
   * one that is resolved again stays resolved as it was.
   */
  public record Released(AlertState state, boolean news) {}

  /**
   * Ends holding it back.
   *
   * @param told the alert as it was delivered last, if it was
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
    return new Released(with(now, phase, true), !now.equals(told.get()));
  }

  AlertState with(Alert changed, Phase phaseNow, boolean deliveredNow) {
    return new AlertState(changed, phaseNow, deliveredNow, walk, closesAt);
  }

  AlertState in(Phase phaseNow) {
    return new AlertState(alert, phaseNow, delivered, walk, closesAt);
  }

  AlertState walking(Walk walkNow) {
    return new AlertState(alert, phase, delivered, walkNow, closesAt);
  }

  AlertState closingAt(Instant at) {
    return new AlertState(alert, Phase.CLOSING, delivered, walk, at);
  }
}
