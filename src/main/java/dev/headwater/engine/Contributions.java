package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.GraphCommand;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Handles events: admits each event once at its home, splits it by output, and adds its
 * contribution to the counts of each output, or removes it after a retraction.
 */
final class Contributions {
  /**
   * The number of outputs to which one step sends contributions. Each output stores its own copy of
   * the event, so an event of 5 MiB with 1,000 outputs takes 5 GB, which is too much for one
   * transaction.
   */
  static final int OUTPUTS_AT_ONCE = 16;

  private Contributions() {}

  static void admit(Turn turn, GraphCommand.Admit command) {
    LineageEvent event = command.event();
    Mark mark = mark(turn, command.target(), event.eventId());
    if (!isNews(turn, mark, command.fingerprint(), event)) {
      return;
    }
    if (mark.asserted().isEmpty()) {
      turn.put(new Change.CountEvent(event.type(), turn.causeMillis));
    }
    if (event.type() == EventType.RETRACT) {
      turn.put(
          new Change.PutMark(
              mark.asserted(
                  new Mark.Asserted(
                      Optional.empty(), event.stamp(), command.fingerprint(), turn.causeMillis))));
      UUID retracted = event.retract().map(Retract::event).orElseThrow();
      for (Output output : event.outputs()) {
        turn.send(new GraphCommand.Withdraw(output.asset(), retracted));
      }
      return;
    }
    if (event.outputs().size() > OUTPUTS_AT_ONCE) {
      turn.put(new Change.BeginSpread(command.target(), event.eventId(), command.fingerprint()));
    }
    spread(turn, command.target(), command);
    event
        .document()
        .map(Document::target)
        .ifPresent(target -> turn.send(contribute(target, event, command)));
  }

  /** Continues an event that has too many outputs for one transaction. */
  static void goOn(Turn turn, GraphCommand.Spread command) {
    LineageEvent rest = command.event();
    if (rest.outputs().size() <= OUTPUTS_AT_ONCE) {
      turn.put(new Change.EndSpread(command.target(), rest.eventId(), command.fingerprint()));
    }
    spread(turn, command.target(), command);
  }

  /**
   * Sends contributions to the first outputs and a command for the rest. The home is the first
   * output of the event.
   */
  private static void spread(Turn turn, Asset home, GraphCommand.OfEvent command) {
    LineageEvent event = command.event();
    List<Output> outputs = event.outputs();
    int end = Math.min(outputs.size(), OUTPUTS_AT_ONCE);
    for (Output output : outputs.subList(0, end)) {
      turn.send(contribute(output.asset(), only(event, List.of(output)), command));
    }
    if (end < outputs.size()) {
      LineageEvent rest = only(event, outputs.subList(end, outputs.size()));
      turn.send(new GraphCommand.Spread(home, rest, command.fingerprint(), command.traceParent()));
    }
  }

  /** The command that brings a part of an event to the owner of an asset. */
  private static GraphCommand contribute(Asset asset, LineageEvent part, GraphCommand.OfEvent of) {
    return new GraphCommand.Contribute(asset, part, of.fingerprint(), of.traceParent());
  }

  static void contribute(Turn turn, GraphCommand.Contribute command) {
    Asset asset = command.target();
    LineageEvent event = command.event();
    Mark mark = mark(turn, asset, event.eventId());
    if (!isNews(turn, mark, command.fingerprint(), event)) {
      return;
    }
    ContributionKind kind = kind(event, asset);
    Mark marked =
        mark.asserted(
            new Mark.Asserted(
                Optional.of(kind), event.stamp(), command.fingerprint(), turn.causeMillis));
    Contribution contribution =
        new Contribution(
            asset,
            kind,
            !mark.withdrawn(),
            turn.causeMillis,
            event,
            mark.asserted().isEmpty()
                ? command.traceParent()
                : turn.view
                    .contribution(asset, event.eventId())
                    .flatMap(Contribution::traceParent));
    turn.put(new Change.PutContribution(marked, contribution));
    turn.put(turn.node(asset).afterEvent());
    if (mark.asserted().isPresent()) {
      return; // Another record of the event was processed before this one, but arrived after it.
    }
    turn.summaryChanged(asset);
    if (contribution.live()) {
      count(turn, asset, event, 1);
      Edges.assertAll(turn, asset, event);
    } else {
      Edges.mentionAll(turn, asset, event);
    }
  }

  static void withdraw(Turn turn, GraphCommand.Withdraw command) {
    Asset asset = command.target();
    Mark mark = mark(turn, asset, command.event());
    if (mark.withdrawn() && mark.withdrawnMillis().getAsLong() <= turn.causeMillis) {
      return;
    }
    Mark withdrawn = mark.withdrawnAt(turn.causeMillis);
    Optional<Contribution> contribution = turn.view.contribution(asset, command.event());
    if (contribution.isEmpty()) {
      turn.put(new Change.PutMark(withdrawn));
      return;
    }
    LineageEvent event = contribution.get().event();
    turn.put(new Change.PutContribution(withdrawn, contribution.get().retracted()));
    turn.put(turn.node(asset).afterEvent());
    if (mark.withdrawn()) {
      return; // Another record of a retraction was processed before this one, but arrived after it.
    }
    turn.summaryChanged(asset);
    count(turn, asset, event, -1);
    Edges.withdrawAll(turn, asset, event);
  }

  /**
   * Whether the event is new, or arrived earlier than is known. Reads of the past need the arrival
   * of the first record, and records of different partitions are processed in any order.
   */
  private static boolean isNews(Turn turn, Mark mark, long fingerprint, LineageEvent event) {
    if (mark.asserted().isEmpty()) {
      return true;
    }
    Mark.Asserted first = mark.asserted().get();
    if (first.fingerprint() != fingerprint) {
      turn.conflict(event);
      return false;
    }
    return turn.causeMillis < first.arrivedMillis();
  }

  private static LineageEvent only(LineageEvent event, List<Output> outputs) {
    if (event.outputs().size() == outputs.size()) {
      return event;
    }
    return new LineageEvent(
        event.eventId(),
        event.eventTime(),
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        outputs,
        event.inputsComplete(),
        event.agents(),
        event.decisions(),
        event.ingest(),
        event.clean(),
        event.transform(),
        event.synthesize(),
        event.train(),
        event.document(),
        event.retract());
  }

  private static Mark mark(Turn turn, Asset asset, UUID eventId) {
    return turn.view.mark(asset, eventId).orElseGet(() -> Mark.unknown(asset, eventId));
  }

  private static ContributionKind kind(LineageEvent event, Asset asset) {
    if (event.type() == EventType.DOCUMENT) {
      return ContributionKind.DOCUMENT;
    }
    if (event.type() == EventType.TRAIN) {
      return ContributionKind.TRAINING;
    }
    return ContributionCounts.makesSynthetic(event, asset)
        ? ContributionKind.SYNTHESIS
        : ContributionKind.OTHER;
  }

  private static void count(Turn turn, Asset asset, LineageEvent event, int sign) {
    Node node = turn.node(asset);
    ContributionCounts tally = node.tally().plus(ContributionCounts.of(event, asset), sign);
    boolean otherFacts =
        event.type() == EventType.DOCUMENT || !tally.statements().equals(node.tally().statements());
    Optional<Stamp> training = node.latestTraining();
    if (ContributionCounts.makesSynthetic(event, asset)) {
      SynthesisGroup before = group(turn, asset, event);
      SynthesisGroup after = before.plus(sign);
      otherFacts |= before.count() == 0 || after.count() == 0;
      turn.put(new Change.PutSyntheses(after));
    }
    if (event.type() == EventType.TRAIN) {
      training = training(turn, node, event, sign);
      turn.send(new GraphCommand.ReviewAll(asset, Optional.empty()));
    }
    if (JobMade.counts(event)) {
      turn.put(new Change.PutJobMade(made(turn, node, event).plus(sign)));
    }
    Node counted = node.withTally(tally, training);
    turn.put(otherFacts ? counted.afterFactsChange() : counted);
    Visits.collectedChanged(turn, node, counted);
    turn.send(new GraphCommand.AssessOrigin(asset));
    RepresentationReview.request(turn, asset);
  }

  /** The index entry so far. An asset without live events has none, so it is not read. */
  private static JobMade made(Turn turn, Node node, LineageEvent event) {
    return node.tally().live() == 0
        ? new JobMade(event.job(), node.asset(), 0)
        : turn.view.jobMade(event.job(), node.asset());
  }

  private static SynthesisGroup group(Turn turn, Asset asset, LineageEvent event) {
    SynthesisProfile profile = SynthesisProfile.of(event);
    return turn.view.syntheses(asset).stream()
        .filter(group -> group.profile().equals(profile))
        .findFirst()
        .orElseGet(() -> new SynthesisGroup(asset, profile, 0));
  }

  private static Optional<Stamp> training(Turn turn, Node node, LineageEvent event, int sign) {
    Optional<Stamp> known = node.latestTraining();
    if (sign > 0) {
      boolean later = known.filter(stamp -> stamp.compareTo(event.stamp()) > 0).isEmpty();
      return later ? Optional.of(event.stamp()) : known;
    }
    if (!known.equals(Optional.of(event.stamp()))) {
      return known;
    }
    // The view still contains the event that is being withdrawn.
    return turn.view.contributions(node.asset(), ContributionKind.TRAINING, 2).stream()
        .map(other -> other.event().stamp())
        .filter(stamp -> !stamp.equals(event.stamp()))
        .findFirst();
  }
}
