package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Edge;
import java.util.List;
import java.util.Optional;

/**
 * A part of the graph around an asset.
 *
 * @param asset the asset that it was read around
 * @param direction in which it was read
 * @param moment which events count
 * @param nodes by distance from the asset, then by URN; the asset is the first
 * @param edges between these nodes, in order
 * @param truncated what cut it off; empty if it is complete
 * @param freshness of what was read
 */
public record Lineage(
    Asset asset,
    Direction direction,
    Moment moment,
    List<Node> nodes,
    List<Edge> edges,
    Optional<Truncation> truncated,
    Freshness freshness)
    implements ReadAnswer {
  public Lineage {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * An asset in a lineage.
   *
   * @param asset the asset
   * @param distance the number of edges from the asset that the lineage was read around
   * @param state empty if the read ended before it was read, or if no applied event has named the
   *     asset yet
   */
  public record Node(Asset asset, int distance, Optional<AssetState> state) {}

  /** Whether nothing was left out. */
  @Override
  public boolean isComplete() {
    return truncated.isEmpty();
  }
}
