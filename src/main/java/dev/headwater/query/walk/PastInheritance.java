package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Synthetic;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which assets of a lineage of the past inherit synthetic data. For now, exposures say
 * this. For the past there are none, so this follows the edges of the lineage, as far as they
 * reach.
 */
final class PastInheritance {

  private PastInheritance() {}

  /**
   * Returns the lineage with INHERITED for assets with synthetic data upstream. If the lineage may
   * lack something upstream, the state NO of its other assets becomes UNKNOWN.
   */
  static Lineage told(Lineage lineage) {
    Set<Asset> inheriting = inheriting(lineage);
    boolean allUpstream = lineage.isComplete() && !lineage.direction().down();
    List<Lineage.Node> nodes = new ArrayList<>();
    for (Lineage.Node node : lineage.nodes()) {
      boolean inherits = inheriting.contains(node.asset());
      nodes.add(
          new Lineage.Node(
              node.asset(),
              node.distance(),
              node.state().map(state -> told(state, inherits, allUpstream))));
    }
    return new Lineage(
        lineage.asset(),
        lineage.direction(),
        lineage.moment(),
        nodes,
        lineage.edges(),
        lineage.truncated(),
        lineage.freshness());
  }

  private static AssetState told(AssetState state, boolean inherits, boolean allUpstream) {
    Synthetic synthetic = state.synthetic();
    if (synthetic != Synthetic.YES) {
      synthetic = inherits ? Synthetic.INHERITED : allUpstream ? synthetic : Synthetic.UNKNOWN;
    }
    return new AssetState(
        synthetic, state.documentation(), state.missing(), state.openAlerts(), state.originKnown());
  }

  private static Set<Asset> inheriting(Lineage lineage) {
    Map<Asset, List<Asset>> carriedTo = new HashMap<>();
    for (Edge edge : lineage.edges()) {
      if (edge.role().carries()) {
        carriedTo.computeIfAbsent(edge.from(), from -> new ArrayList<>()).add(edge.to());
      }
    }
    Deque<Asset> queue = new ArrayDeque<>();
    for (Lineage.Node node : lineage.nodes()) {
      Optional<AssetState> state = node.state();
      if (state.filter(one -> one.synthetic() == Synthetic.YES).isPresent()) {
        queue.add(node.asset());
      }
    }
    Set<Asset> inheriting = new HashSet<>();
    while (!queue.isEmpty()) {
      for (Asset to : carriedTo.getOrDefault(queue.remove(), List.of())) {
        if (inheriting.add(to)) {
          queue.add(to);
        }
      }
    }
    return inheriting;
  }
}
