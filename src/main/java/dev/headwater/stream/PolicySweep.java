package dev.headwater.stream;

import dev.headwater.engine.Node;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Sequence;
import dev.headwater.engine.Worklist;
import dev.headwater.model.Asset;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.GraphState;
import dev.headwater.stream.store.Sweep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges all assets and producers of the partition again after the policy has changed. It takes
 * them in batches, between records, and stores its position, so that it continues after a restart.
 * It starts from the beginning only for another policy. Records that arrive meanwhile are judged by
 * the new policy anyway. Not thread-safe.
 */
final class PolicySweep {
  private static final int AT_ONCE = 100;
  private static final Logger LOG = LoggerFactory.getLogger(PolicySweep.class);

  private final int partition;
  private final byte[] policy;
  private final GraphState state;
  private final Worklist worklist;
  private Sweep sweep;

  PolicySweep(int partition, Policy policy, GraphState state, Worklist worklist) {
    this.partition = partition;
    this.policy = policy.fingerprint();
    this.state = state;
    this.worklist = worklist;
  }

  /** Judges the next batch; does nothing when all have been judged. */
  void goOn(Instant now) {
    if (sweep == null) {
      Optional<Sweep> last = state.sweep();
      if (last.isPresent() && !last.get().isFor(policy)) {
        LOG.info("partition {}: the policy has changed, judging all assets anew", partition);
      }
      sweep = last.filter(one -> one.isFor(policy)).orElseGet(() -> Sweep.begin(policy));
    }
    if (sweep.done()) {
      return;
    }
    sweep = sweep.after().startsWith(ProducerInstance.SCHEME) ? producers(now) : assets(now);
    state.put(sweep);
  }

  private Sweep assets(Instant now) {
    List<Asset> assets = state.nodes("", sweep.after(), AT_ONCE).stream().map(Node::asset).toList();
    long cause = now.toEpochMilli();
    for (Asset asset : assets) {
      worklist.accept(new CommandEnvelope(new GraphCommand.AssessOrigin(asset), cause), state, now);
      GraphCommand review = new GraphCommand.ReviewAll(asset, Optional.empty());
      worklist.accept(new CommandEnvelope(review, cause), state, now);
      GraphCommand represented = new GraphCommand.ReviewRepresentation(asset);
      worklist.accept(new CommandEnvelope(represented, cause), state, now);
    }
    boolean last = assets.size() < AT_ONCE;
    return sweep.upTo(last ? ProducerInstance.SCHEME : assets.get(assets.size() - 1).urn(), false);
  }

  /**
   * Judges the next batch of producers. They follow after the assets, in the order of their URNs.
   */
  private Sweep producers(Instant now) {
    String after = sweep.after().substring(ProducerInstance.SCHEME.length());
    List<Sequence> producers = state.sequences(after, AT_ONCE);
    for (Sequence sequence : producers) {
      if (sequence.missing() > 0) {
        GraphCommand review = new GraphCommand.ReviewGaps(sequence.producer());
        worklist.accept(new CommandEnvelope(review, now.toEpochMilli()), state, now);
      }
    }
    boolean last = producers.size() < AT_ONCE;
    return sweep.upTo(last ? "" : producers.get(producers.size() - 1).producer().urn(), last);
  }
}
