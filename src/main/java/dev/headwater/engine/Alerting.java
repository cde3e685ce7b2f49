package dev.headwater.engine;

import dev.headwater.engine.AlertState.Phase;
import dev.headwater.engine.AlertState.Walk;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Resolution;
import dev.headwater.model.Severity;
import dev.headwater.model.command.GraphCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Turns judgements into alerts: one per rule, subject and origin. An alert is delivered when it
 * opens, when its evidence changes and when it is resolved.
 *
 * <p>An alert is first delivered when its witness path is known, which takes a walk upstream. A
 * walk that meets a change in progress ends without a result. That change later reaches the subject
 * and changes its exposure, and a new walk begins.
 *
 * <p>After a path is cut, the origin may soon be found again over another path. So an alert whose
 * path was cut is resolved only if no other path is found within {@link #SETTLING}.
 */
final class Alerting {
  /** How long an alert stays open after its path was cut, so that another path can be found. */
  static final Duration SETTLING = Duration.ofMillis(250);

  private Alerting() {}

  /** Updates the alerts for {@code exposure}. Returns the exposure with its bookkeeping. */
  static Exposure review(Turn turn, Exposure exposure) {
    Exposure.Bookkeeping kept = exposure.bookkeeping();
    for (Rule rule : Rule.on(exposure)) {
      if (review(turn, exposure, rule)) {
        kept = kept.withAlertOf(rule.name());
      }
    }
    return exposure.withBookkeeping(kept);
  }

  /** Updates the alert of one rule. Returns whether there may be a row for it. */
  private static boolean review(Turn turn, Exposure exposure, Rule rule) {
    Asset subject = exposure.asset();
    Judgement judgement = rule.judge(turn, exposure);
    judgement.reviewAt().ifPresent(at -> turn.remind(subject, exposure.origin(), at));
    boolean holds = !(judgement instanceof Judgement.Cleared);
    boolean followed = holds && rule.follow(turn, exposure);
    boolean raised = judgement instanceof Judgement.Raised;
    if (!raised && !exposure.bookkeeping().alertedBy(rule.name())) {
      return followed;
    }
    AlertState state =
        turn.view
            .alert(subject, rule.name(), exposure.origin().asset())
            .orElseGet(() -> unopened(turn, rule, exposure));
    AlertState next = state;
    if (judgement instanceof Judgement.Raised cause) {
      next = raise(turn, state, rule, exposure, cause.severity());
    } else if (judgement instanceof Judgement.Cleared reason) {
      next = clear(turn, state, exposure, reason.resolution());
    }
    if (!next.equals(state)) {
      turn.put(new Change.PutAlert(next));
    }
    if (!holds && next.phase() == Phase.CLOSED) {
      rule.unfollow(turn, exposure);
    }
    return true;
  }

  /**
   * Handles the result of a walk: opens the alerts that wait for it or renews their evidence, if
   * there is still a cause. If there is none now, it forgets the walk, so that the next review can
   * begin another one.
   */
  static void traced(Turn turn, GraphCommand.Traced walked) {
    Optional<Exposure> found = turn.view.exposure(walked.target(), walked.origin());
    if (found.isEmpty() || found.get().liveEpoch() != walked.epoch()) {
      return;
    }
    for (Rule rule : Rule.on(found.get())) {
      if (found.get().bookkeeping().alertedBy(rule.name())) {
        traced(turn, walked, found.get(), rule);
      }
    }
  }

  private static void traced(Turn turn, GraphCommand.Traced walked, Exposure exposure, Rule rule) {
    Optional<AlertState> found =
        turn.view.alert(walked.target(), rule.name(), walked.origin().asset());
    if (found.isEmpty()
        || found.get().phase() == Phase.CLOSED
        || !found.get().walk().equals(Walk.of(exposure))
        || !found.get().walk().isEndedBy(walked)) {
      return;
    }
    AlertState state = found.get();
    AlertState next = state.walking(Walk.NONE);
    if (rule.judge(turn, exposure) instanceof Judgement.Raised raised) {
      next =
          state.phase() == Phase.OPENING
              ? open(turn, state, rule, exposure, raised.severity(), walked.path())
              : renew(turn, state, rule, exposure, raised.severity(), walked.path());
    }
    turn.put(new Change.PutAlert(next));
  }

  private static AlertState unopened(Turn turn, Rule rule, Exposure exposure) {
    Asset subject = exposure.asset();
    Asset origin = exposure.origin().asset();
    Alert alert =
        new Alert(
            Alert.id(rule.name(), subject, origin),
            rule.name(),
            rule.severity(exposure),
            AlertStatus.RESOLVED,
            subject,
            origin,
            rule.missing(exposure),
            List.of(origin, subject),
            millis(turn.now),
            Optional.of(millis(turn.now)),
            Optional.of(Resolution.RETRACTED));
    return AlertState.never(alert);
  }

  private static AlertState raise(
      Turn turn, AlertState state, Rule rule, Exposure exposure, Severity severity) {
    if (exposure.isOwn()) {
      List<Asset> path = List.of(exposure.asset());
      return state.phase() == Phase.OPEN
          ? renew(turn, state, rule, exposure, severity, path)
          : open(turn, state, rule, exposure, severity, path);
    }
    AlertState next =
        switch (state.phase()) {
          case OPENING -> state;
          case CLOSED -> state.in(Phase.OPENING).walking(Walk.NONE);
          case OPEN, CLOSING ->
              renew(turn, state.in(Phase.OPEN), rule, exposure, severity, state.alert().path());
        };
    Walk walk = Walk.of(exposure);
    if (next.walk().equals(walk)) {
      return next;
    }
    begin(turn, exposure, walk.direct());
    return next.walking(walk);
  }

  private static void begin(Turn turn, Exposure exposure, boolean direct) {
    Optional<Asset> last = direct ? exposure.directVia() : exposure.via();
    last.ifPresent(
        via ->
            turn.send(
                new GraphCommand.Trace(
                    via,
                    exposure.asset(),
                    exposure.origin(),
                    exposure.liveEpoch(),
                    direct,
                    1,
                    List.of(exposure.asset()))));
  }

  private static AlertState open(
      Turn turn,
      AlertState state,
      Rule rule,
      Exposure exposure,
      Severity severity,
      List<Asset> path) {
    Node node = turn.node(exposure.asset());
    boolean wasOpen = state.phase() == Phase.CLOSING;
    turn.put(node.withCounts(node.exposures(), node.openAlerts() + (wasOpen ? 0 : 1)));
    Instant since =
        wasOpen ? state.alert().openedAt() : FormerAlerts.openedAt(turn, state.alert().key());
    Alert opened = opened(state.alert(), rule, exposure, severity, path, since);
    return state.opened(opened, deliverIfNew(turn, state, exposure.asset(), opened), turn.holding);
  }

  private static AlertState renew(
      Turn turn,
      AlertState state,
      Rule rule,
      Exposure exposure,
      Severity severity,
      List<Asset> path) {
    Alert renewed = opened(state.alert(), rule, exposure, severity, path, state.alert().openedAt());
    return state.with(renewed, Phase.OPEN, deliverIfNew(turn, state, exposure.asset(), renewed));
  }

  private static AlertState clear(
      Turn turn, AlertState state, Exposure exposure, Resolution resolution) {
    return switch (state.phase()) {
      case CLOSED -> state;
      case OPENING -> state.in(Phase.CLOSED);
      case OPEN -> {
        if (exposure.reached() || exposure.isOwn()) {
          yield close(turn, state, exposure.asset(), resolution);
        }
        Instant at = millis(turn.now).plus(SETTLING);
        turn.remind(exposure.asset(), exposure.origin(), at);
        yield state.closingAt(at);
      }
      case CLOSING -> {
        if (exposure.reached() || !turn.now.isBefore(state.closesAt())) {
          yield close(turn, state, exposure.asset(), resolution);
        }
        yield state;
      }
    };
  }

  private static AlertState close(
      Turn turn, AlertState state, Asset subject, Resolution resolution) {
    Node node = turn.node(subject);
    turn.put(node.withCounts(node.exposures(), node.openAlerts() - 1));
    turn.summaryChanged(subject);
    return close(turn, state, resolution);
  }

  /** Resolves an alert. */
  static AlertState close(Turn turn, AlertState state, Resolution resolution) {
    Alert closed = state.alert().resolved(millis(turn.now), resolution);
    // An alert that was never delivered needs no resolution.
    boolean told =
        state.delivered()
            && !FormerAlerts.mayNotEnd(turn, closed.key())
            && deliver(turn, state, closed);
    return state.with(closed, Phase.CLOSED, told);
  }

  /** Delivers the alert if it has changed. Returns whether it has been delivered, now or before. */
  private static boolean deliverIfNew(Turn turn, AlertState state, Asset subject, Alert alert) {
    if (state.delivered() && state.alert().equals(alert)) {
      return true;
    }
    turn.summaryChanged(subject);
    return deliver(turn, state, alert);
  }

  /**
   * Delivers the alert, or holds it back. Returns whether it has been delivered, now or before; it
   * also has if it was open in the same way when the state was deleted.
   */
  static boolean deliver(Turn turn, AlertState state, Alert alert) {
    Optional<Alert> told =
        state.delivered() ? Optional.of(state.alert()) : turn.view.formerAlert(alert.key());
    if (turn.holding) {
      turn.put(new Change.HoldAlert(alert.key(), told));
      return state.delivered();
    }
    if (state.delivered() || !told.equals(Optional.of(alert))) {
      turn.deliver(alert);
      FormerAlerts.delivered(turn, alert);
    }
    return true;
  }

  private static Alert opened(
      Alert alert,
      Rule rule,
      Exposure exposure,
      Severity severity,
      List<Asset> path,
      Instant since) {
    return new Alert(
        alert.id(),
        alert.rule(),
        severity,
        AlertStatus.OPEN,
        exposure.asset(),
        exposure.origin().asset(),
        rule.missing(exposure),
        path,
        since,
        Optional.empty(),
        Optional.empty());
  }

  static Instant millis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
