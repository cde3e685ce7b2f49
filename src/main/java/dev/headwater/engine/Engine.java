package dev.headwater.engine;

import dev.headwater.model.command.GraphCommand;
import java.time.Instant;

/**
 * Decides what follows from a command. Stateless but for the policy; thread-safe.
 *
 * <p>Duplicates and reordering: every command is idempotent, and the state that any set of commands
 * leads to does not depend on their order. Bound: one call reads and decides at most {@link
 * Exposures#CHUNK} rows of a kind and goes on by a command to itself, but for the contributions of
 * one asset, which are read whole where a document or a retraction concerns them.
 */
public final class Engine {
  private final Policy policy;

  public Engine(Policy policy) {
    this.policy = policy;
  }

  /**
   * Decides.
   *
   * @param command addressed to an asset of the view's partition
   * @param view the partition's rows
   * @param now the time by which grace and waivers are judged
   * @param causeMillis the timestamp, in epoch milliseconds, of the event that the command follows
   *     from
   * @param holding whether alerts are held back instead of delivered: the task is far behind, and
   *     what it will read next may do away with them
   */
  public Decision decide(
      GraphCommand command, View view, Instant now, long causeMillis, boolean holding) {
    Turn turn = new Turn(view, policy, now, causeMillis, holding);
    command.accept(new Dispatch(turn));
    return turn.decision();
  }

  /** Hands each kind of command to what decides on it. */
  private record Dispatch(Turn turn) implements GraphCommand.Visitor {
    @Override
    public void visit(GraphCommand.Admit admit) {
      Contributions.admit(turn, admit);
    }

    @Override
    public void visit(GraphCommand.Spread spread) {
      Contributions.spread(turn, spread.target(), spread.event(), spread.fingerprint());
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
    public void visit(GraphCommand.Settle settle) {
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
    public void visit(GraphCommand.Flood flood) {
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
  }
}
