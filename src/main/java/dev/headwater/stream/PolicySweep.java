package dev.headwater.stream;

import dev.headwater.engine.Node;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Worklist;
import dev.headwater.model.Asset;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Sent;
import dev.headwater.stream.store.GraphState;
import dev.headwater.stream.store.Sweep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what is stored anew when the policy has changed: all assets of the partition, some at a
 * time, between records. How far it is stands in the store, so that it goes on after a restart, and
 * begins anew only for yet another policy. What comes in meanwhile is judged by the new policy
 * anyway. Not thread-safe.
 */
final class PolicySweep {
  private static final int ASSETS_AT_ONCE = 100;
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

  /** Judges some more assets; does nothing once all have been. */
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
    List<Asset> assets =
        state.nodes("", sweep.after(), ASSETS_AT_ONCE).stream().map(Node::asset).toList();
    long cause = now.toEpochMilli();
    for (Asset asset : assets) {
      worklist.accept(new Sent(new GraphCommand.Settle(asset), cause), state, now);
      GraphCommand review = new GraphCommand.ReviewAll(asset, Optional.empty());
      worklist.accept(new Sent(review, cause), state, now);
    }
    boolean last = assets.size() < ASSETS_AT_ONCE;
    sweep = sweep.upTo(last ? "" : assets.get(assets.size() - 1).urn(), last);
    state.put(sweep);
  }
}
