package dev.headwater.engine;

import dev.headwater.engine.AlertState.Phase;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Joins the alerts that readers knew when the state was deleted with the state that is built anew.
 * Alerts that were resolved are history, and belong to the new state as they are. An open alert
 * whose cause is found again has been open all the time. One whose cause has ended meanwhile is
 * resolved, but only when the state is complete: before that, its cause may just not have been
 * found yet, or what ended it may itself have ended.
 *
 * <p>The row of a former alert is the alert as readers of the topic know it: open. While there is
 * one, only this class resolves the alert.
 *
 * <p>While another generation is in charge of the alerts, this one has held all of its own back.
 * The former alerts that come at the end of that time are then what readers know of these.
 *
 * <p>An alert stays as it is if nothing is known about its subject, because then its events are
 * gone and nobody can tell whether the cause has ended.
 */
final class FormerAlerts {
  private FormerAlerts() {}

  static void receive(Turn turn, GraphCommand.Former former) {
    if (former.rebuilt()) {
      settle(turn, former.alert());
    } else if (former.alert().status() == AlertStatus.OPEN) {
      remember(turn, former.alert());
    } else {
      keep(turn, former.alert());
    }
  }

  /** Since when the alert has been open, if it opens now. */
  static Instant openedAt(Turn turn, AlertKey key) {
    return turn.view.formerAlert(key).map(Alert::openedAt).orElse(Alerting.millis(turn.now));
  }

  /** Whether a resolution has to wait until the state is built anew. */
  static boolean mayNotEnd(Turn turn, AlertKey key) {
    return turn.view.formerAlert(key).isPresent();
  }

  /** Notes that readers know an open alert in this form now. */
  static void delivered(Turn turn, Alert open) {
    if (turn.view.formerAlert(open.key()).isPresent()) {
      turn.put(new Change.PutFormerAlert(open));
    }
  }

  private static void remember(Turn turn, Alert former) {
    Optional<AlertState> known = turn.view.alert(former.key());
    boolean delivered = known.filter(AlertState::delivered).isPresent();
    if (!delivered) {
      turn.put(new Change.PutFormerAlert(former));
    }
    turn.put(new Change.CorrectHeld(former));
    known
        .filter(state -> isOpen(state) && former.openedAt().isBefore(state.alert().openedAt()))
        .ifPresent(
            state -> {
              Alert since = state.alert().openedAt(former.openedAt());
              if (delivered) {
                Alerting.deliver(turn, state, since);
              }
              turn.put(new Change.PutAlert(state.with(since, state.phase(), delivered)));
            });
  }

  /** Keeps an alert that was resolved, unless the new state has one with the same id already. */
  private static void keep(Turn turn, Alert resolved) {
    Optional<AlertState> known = turn.view.alert(resolved.key());
    boolean unheardOf =
        known.filter(state -> state.delivered() || state.phase() != Phase.CLOSED).isEmpty();
    if (unheardOf) {
      AlertState state = known.orElseGet(() -> AlertState.never(resolved));
      turn.put(new Change.PutAlert(state.with(resolved, Phase.CLOSED, true)));
    }
    turn.put(new Change.CorrectHeld(resolved));
    if (turn.view.formerAlert(resolved.key()).isPresent()) {
      // It was open when former alerts were sent the last time.
      turn.put(new Change.ForgetFormerAlert(resolved.key()));
    }
  }

  /** Resolves the alert if its cause has ended. Changes nothing while that is not certain. */
  private static void settle(Turn turn, Alert former) {
    AlertKey key = former.key();
    // While alerts are held back, a resolution could overtake what is held.
    if (turn.holding || turn.view.formerAlert(key).isEmpty()) {
      return;
    }
    Optional<AlertState> known = turn.view.alert(key);
    if (known.filter(FormerAlerts::isOpen).isPresent()) {
      turn.put(new Change.ForgetFormerAlert(key));
      return;
    }
    if (known.filter(state -> state.phase() == Phase.OPENING).isPresent()) {
      return;
    }
    ended(turn, former)
        .ifPresent(
            reason -> {
              Alert resolved = former.resolved(Alerting.millis(turn.now), reason);
              turn.deliver(resolved);
              AlertState state = known.orElseGet(() -> AlertState.never(resolved));
              turn.put(new Change.PutAlert(state.with(resolved, Phase.CLOSED, true)));
              turn.put(new Change.ForgetFormerAlert(key));
            });
  }

  private static boolean isOpen(AlertState state) {
    return state.phase() == Phase.OPEN || state.phase() == Phase.CLOSING;
  }

  /** Why the cause has ended; empty if it holds, or if that is not known. */
  private static Optional<Resolution> ended(Turn turn, Alert former) {
    if (former.subject() instanceof Job job) {
      return ended(turn, job, (ProducerInstance) former.origin());
    }
    Asset subject = (Asset) former.subject();
    Optional<Node> node = turn.view.node(subject);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    return Rule.named(former.rule())
        .map(rule -> ended(turn, subject, (Asset) former.origin(), rule))
        .orElseGet(() -> ended(turn, node.get(), former));
  }

  private static Optional<Resolution> ended(Turn turn, Asset subject, Asset origin, Rule rule) {
    Optional<Exposure> exposure = turn.view.exposure(subject, new Origin(origin, rule.kind()));
    if (exposure.isEmpty()) {
      if (!subject.equals(origin)) {
        return Optional.of(Resolution.RETRACTED);
      }
      OriginStatus status = Origins.status(turn, origin, rule.kind());
      return status.present() ? Optional.empty() : status.absence();
    }
    return rule.judge(turn, exposure.get()) instanceof Judgement.Cleared cleared
        ? Optional.of(cleared.resolution())
        : Optional.empty();
  }

  /** For the rules about representation, whose alerts open at once. */
  private static Optional<Resolution> ended(Turn turn, Node subject, Alert former) {
    if (!turn.policy.enabled(former.rule(), subject.asset().namespace())) {
      return Optional.of(Resolution.WAIVED);
    }
    if (turn.view.findings(subject.asset()).size() >= RepresentationAlerts.MAX_OPEN) {
      return Optional.empty(); // It may be one of those that have to wait.
    }
    boolean waived =
        subject
            .waivedUntil(former.rule(), (Asset) former.origin())
            .filter(turn.now::isBefore)
            .isPresent();
    return Optional.of(waived ? Resolution.WAIVED : Resolution.CORRECTED);
  }

  private static Optional<Resolution> ended(Turn turn, Job job, ProducerInstance producer) {
    if (!turn.policy.enabled(RuleName.LOST_EVENTS, job.namespace())) {
      return Optional.of(Resolution.WAIVED);
    }
    Optional<Sequence> sequence = turn.view.sequence(producer);
    if (sequence.isEmpty()) {
      return Optional.empty();
    }
    List<SequencePart> parts = turn.view.sequenceParts(producer, Sequences.PARTS_JUDGED);
    boolean some =
        parts.size() == Sequences.PARTS_JUDGED
            || Gap.in(sequence.get().completeTo(), parts).stream()
                .anyMatch(gap -> gap.job().filter(job::equals).isPresent());
    return some ? Optional.empty() : Optional.of(Resolution.ARRIVED);
  }
}
