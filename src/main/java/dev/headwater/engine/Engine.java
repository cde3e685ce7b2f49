package dev.headwater.engine;

import dev.headwater.model.command.GraphCommand;
import java.time.Instant;

/**
 * Decides what follows from a command. Its only state is the policy, which does not change.
 * Thread-safe.
 *
 * <p>Duplicates and reordering: every command is idempotent, and the state after a set of commands
 * does not depend on their order.
 *
 * <p>Bound: one call reads and writes at most {@link Exposures#CHUNK} exposures or edges out of an
 * asset, and sends itself a command for the rest. It judges at most {@link Sequences#PARTS_JUDGED}
 * parts of a producer's numbers, and looks at the {@link StatedOfAsset#LATEST} latest events of
 * each kind and at {@link Declarations#MAX_WATCHED} inputs for who is represented. Three kinds of
 * reads have no such bound: the edges of one event's inputs; the parts that a command about new
 * numbers concerns; and the synthesis groups and contributions of one asset, which are read
 * completely where a document or a retraction concerns them.
 */
public final class Engine {
  private final Policy policy;

  public Engine(Policy policy) {
    this.policy = policy;
  }

  /**
   * Decides.
   *
   * @param command its target is an asset or producer instance of the view's partition
   * @param view the partition's rows
   * @param now the time at which grace periods and waivers are evaluated
   * @param causeMillis the timestamp, in epoch milliseconds, of the event that the command follows
   *     from
   * @param holding whether alerts are held back instead of delivered: the task works off a backlog,
   *     and the records that it reads next may end the causes
   */
  public Effects decide(
      GraphCommand command, View view, Instant now, long causeMillis, boolean holding) {
    Turn turn = new Turn(view, policy, now, causeMillis, holding);
    command.accept(new Dispatch(turn));
    return turn.decision();
  }

  /** Calls the handler of each kind of command. */
  private record Dispatch(Turn turn) implements GraphCommand.Visitor {
    @Override
    public void visit(GraphCommand.Admit admit) {
      Contributions.admit(turn, admit);
    }

    @Override
    public void visit(GraphCommand.Spread spread) {
      Contributions.goOn(turn, spread);
    }

    @Override
    public void visit(GraphCommand.Contribute contribute) {
      Contributions.contribute(turn, contribute);
    }

    @Override
    public void visit(GraphCommand.Withdraw withdraw) {
      Contributions.withdraw(turn, withdraw);
    }

    @Override
    public void visit(GraphCommand.SetEdge setEdge) {
      Edges.set(turn, setEdge);
    }

    @Override
    public void visit(GraphCommand.Propagate propagate) {
      Exposures.propagate(turn, propagate);
    }

    @Override
    public void visit(GraphCommand.Reverify reverify) {
      Exposures.reverify(turn, reverify);
    }

    @Override
    public void visit(GraphCommand.Suspect suspect) {
      Exposures.suspect(turn, suspect);
    }

    @Override
    public void visit(GraphCommand.Trace trace) {
      Witness.step(turn, trace);
    }

    @Override
    public void visit(GraphCommand.Traced traced) {
      Alerting.traced(turn, traced);
    }

    @Override
    public void visit(GraphCommand.Seek seek) {
      Visits.seek(turn, seek);
    }

    @Override
    public void visit(GraphCommand.Sought sought) {
      Loops.sought(turn, sought);
    }

    @Override
    public void visit(GraphCommand.SeekAgain again) {
      Loops.seekAgain(turn, again);
    }

    @Override
    public void visit(GraphCommand.Forget forget) {
      Visits.forget(turn, forget);
    }

    @Override
    public void visit(GraphCommand.TellLoops tell) {
      Visits.tell(turn, tell);
    }

    @Override
    public void visit(GraphCommand.AssessOrigin settle) {
      Origins.settle(turn, settle.target());
    }

    @Override
    public void visit(GraphCommand.Announce announce) {
      Exposures.announce(turn, announce);
    }

    @Override
    public void visit(GraphCommand.FanOut fanOut) {
      Exposures.fanOut(turn, fanOut);
    }

    @Override
    public void visit(GraphCommand.BackfillEdge flood) {
      Exposures.flood(turn, flood);
    }

    @Override
    public void visit(GraphCommand.Cut cut) {
      Exposures.cut(turn, cut);
    }

    @Override
    public void visit(GraphCommand.ReviewAll reviewAll) {
      Exposures.reviewAll(turn, reviewAll);
    }

    @Override
    public void visit(GraphCommand.Review review) {
      Origins.endDoubt(turn, review);
      Exposures.review(turn, review);
    }

    @Override
    public void visit(GraphCommand.Arrived arrived) {
      Sequences.arrived(turn, arrived);
    }

    @Override
    public void visit(GraphCommand.ReviewGaps reviewGaps) {
      Sequences.review(turn, reviewGaps.target());
    }

    @Override
    public void visit(GraphCommand.Watch watch) {
      Declarations.watch(turn, watch);
    }

    @Override
    public void visit(GraphCommand.Declare declare) {
      Declarations.receive(turn, declare);
    }

    @Override
    public void visit(GraphCommand.DeclareAll declareAll) {
      Declarations.tellAll(turn, declareAll);
    }

    @Override
    public void visit(GraphCommand.ReviewRepresentation review) {
      RepresentationReview.run(turn, review.target());
    }

    @Override
    public void visit(GraphCommand.Former former) {
      FormerAlerts.receive(turn, former);
    }
  }
}
