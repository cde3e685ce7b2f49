package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.List;
import java.util.Optional;

/**
 * A part of the graph around an asset.
 *
 * @param asset where it was read from
 * @param direction which way
 * @param moment whose events count
 * @param nodes by distance from the asset, then by URN; the asset is the first
 * @param edges between these nodes, in order
 * @param truncated what cut it off; empty: it is complete
 * @param freshness of what was read
 */
public record Lineage(
    Asset asset,
    Direction direction,
    Moment moment,
    List<Node> nodes,
    List<Edge> edges,
    Optional<Truncation> truncated,
    Freshness freshness) {
  public Lineage {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * An asset of it.
   *
   * @param asset the asset
   * @param distance edges from where the lineage was read
   * @param state empty if it could not be read any more, or no applied event has named it yet
   */
  public record Node(Asset asset, int distance, Optional<AssetState> state) {}

  /** Whether nothing is left out. */
  public boolean isComplete() {
    return truncated.isEmpty();
  }
}
