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
    if (command instanceof GraphCommand.Admit admit) {
      Contributions.admit(turn, admit);
    } else if (command instanceof GraphCommand.Spread spread) {
      Contributions.goOn(turn, spread);
    } else if (command instanceof GraphCommand.Contribute contribute) {
      Contributions.contribute(turn, contribute);
    } else if (command instanceof GraphCommand.Withdraw withdraw) {
      Contributions.withdraw(turn, withdraw);
    } else if (command instanceof GraphCommand.SetEdge setEdge) {
      Edges.set(turn, setEdge);
    } else if (command instanceof GraphCommand.Propagate propagate) {
      Exposures.propagate(turn, propagate);
    } else if (command instanceof GraphCommand.Reverify reverify) {
      Exposures.reverify(turn, reverify);
    } else if (command instanceof GraphCommand.Suspect suspect) {
      Exposures.suspect(turn, suspect);
    } else if (command instanceof GraphCommand.Trace trace) {
      Witness.step(turn, trace);
    } else if (command instanceof GraphCommand.Traced traced) {
      Alerting.traced(turn, traced);
    } else if (command instanceof GraphCommand.Settle settle) {
      Origins.settle(turn, settle.target());
    } else if (command instanceof GraphCommand.Announce announce) {
      Exposures.announce(turn, announce);
    } else if (command instanceof GraphCommand.FanOut fanOut) {
      Exposures.fanOut(turn, fanOut);
    } else if (command instanceof GraphCommand.Flood flood) {
      Exposures.flood(turn, flood);
    } else if (command instanceof GraphCommand.Cut cut) {
      Exposures.cut(turn, cut);
    } else if (command instanceof GraphCommand.ReviewAll reviewAll) {
      Exposures.reviewAll(turn, reviewAll);
    } else if (command instanceof GraphCommand.Review review) {
      Origins.endDoubt(turn, review);
      Exposures.review(turn, review);
    } else if (command instanceof GraphCommand.Arrived arrived) {
      Sequences.arrived(turn, arrived);
    } else if (command instanceof GraphCommand.ReviewGaps reviewGaps) {
      Sequences.review(turn, reviewGaps.target());
    }
    return turn.decision();
  }
}
