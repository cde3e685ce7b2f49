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

/** Events: admitted once at their home, split by output, counted in and, if retracted, out. */
final class Contributions {
  /**
   * Outputs that are told of an event at once. Each keeps what the event says of it, so an event of
   * 5 MiB with 1,000 outputs is 5 GB in all, which no transaction could take.
   */
  static final int OUTPUTS_AT_ONCE = 16;

  private Contributions() {}

  static void admit(Turn turn, GraphCommand.Admit command) {
    LineageEvent event = command.event();
    Mark mark = mark(turn, command.target(), event.eventId());
    if (mark.asserted().isPresent()) {
      noticeConflict(turn, mark.asserted().get(), command.fingerprint(), event);
      return;
    }
    if (event.type() == EventType.RETRACT) {
      Mark.Asserted asserted =
          new Mark.Asserted(Optional.empty(), event.stamp(), command.fingerprint());
      turn.put(
          new Change.PutMark(
              new Mark(
                  command.target(), event.eventId(), Optional.of(asserted), mark.withdrawn())));
      UUID retracted = event.retract().map(Retract::event).orElseThrow();
      for (Output output : event.outputs()) {
        turn.send(new GraphCommand.Withdraw(output.asset(), retracted));
      }
      return;
    }
    spread(turn, command.target(), event, command.fingerprint());
    event
        .document()
        .map(Document::target)
        .ifPresent(
            target -> turn.send(new GraphCommand.Contribute(target, event, command.fingerprint())));
  }

  /** Tells the first outputs, the home itself being the very first, and leaves the others. */
  static void spread(Turn turn, Asset home, LineageEvent event, long fingerprint) {
    List<Output> outputs = event.outputs();
    int end = Math.min(outputs.size(), OUTPUTS_AT_ONCE);
    for (Output output : outputs.subList(0, end)) {
      turn.send(
          new GraphCommand.Contribute(output.asset(), only(event, List.of(output)), fingerprint));
    }
    if (end < outputs.size()) {
      LineageEvent rest = only(event, outputs.subList(end, outputs.size()));
      turn.send(new GraphCommand.Spread(home, rest, fingerprint));
    }
  }

  static void contribute(Turn turn, GraphCommand.Contribute command) {
    Asset asset = command.target();
    LineageEvent event = command.event();
    Mark mark = mark(turn, asset, event.eventId());
    if (mark.asserted().isPresent()) {
      noticeConflict(turn, mark.asserted().get(), command.fingerprint(), event);
      return;
    }
    ContributionKind kind = kind(event, asset);
    Mark.Asserted asserted =
        new Mark.Asserted(Optional.of(kind), event.stamp(), command.fingerprint());
    Contribution contribution =
        new Contribution(asset, kind, !mark.withdrawn(), turn.causeMillis, event);
    turn.put(
        new Change.PutContribution(
            new Mark(asset, event.eventId(), Optional.of(asserted), mark.withdrawn()),
            contribution));
    turn.summaryChanged(asset);
    turn.put(turn.node(asset));
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
    if (mark.withdrawn()) {
      return;
    }
    Mark withdrawn = new Mark(asset, command.event(), mark.asserted(), true);
    Optional<Contribution> contribution = turn.view.contribution(asset, command.event());
    if (contribution.isEmpty()) {
      turn.put(new Change.PutMark(withdrawn));
      return;
    }
    LineageEvent event = contribution.get().event();
    turn.put(new Change.PutContribution(withdrawn, contribution.get().retracted()));
    turn.summaryChanged(asset);
    count(turn, asset, event, -1);
    Edges.withdrawAll(turn, asset, event);
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

  private static void noticeConflict(
      Turn turn, Mark.Asserted first, long fingerprint, LineageEvent event) {
    if (first.fingerprint() != fingerprint) {
      turn.conflict(event);
    }
  }

  private static ContributionKind kind(LineageEvent event, Asset asset) {
    if (event.type() == EventType.DOCUMENT) {
      return ContributionKind.DOCUMENT;
    }
    if (event.type() == EventType.TRAIN) {
      return ContributionKind.TRAINING;
    }
    return Tally.makesSynthetic(event, asset) ? ContributionKind.SYNTHESIS : ContributionKind.OTHER;
  }

  private static void count(Turn turn, Asset asset, LineageEvent event, int sign) {
    Node node = turn.node(asset);
    Tally tally = node.tally().plus(Tally.of(event, asset), sign);
    Optional<Stamp> training = node.latestTraining();
    if (Tally.makesSynthetic(event, asset)) {
      turn.put(new Change.PutSyntheses(group(turn, asset, event).plus(sign)));
    }
    if (event.type() == EventType.TRAIN) {
      training = training(turn, node, event, sign);
      turn.send(new GraphCommand.ReviewAll(asset, Optional.empty()));
    }
    if (JobMade.counts(event)) {
      turn.put(new Change.PutJobMade(made(turn, node, event).plus(sign)));
    }
    turn.put(node.withTally(tally, training));
    turn.send(new GraphCommand.Settle(asset));
  }

  /** What is known so far; of an asset without live events that is nothing, and is not read. */
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
    // The view still holds the one that is taken back.
    return turn.view.contributions(node.asset(), ContributionKind.TRAINING, 2).stream()
        .map(other -> other.event().stamp())
        .filter(stamp -> !stamp.equals(event.stamp()))
        .findFirst();
  }
}
