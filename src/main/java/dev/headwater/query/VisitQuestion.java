package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a traversal wants to know of an asset.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param up whether the edges into it are wanted
 * @param down whether the assets that it went into are wanted
 * @param from assets of which the edges into this one are wanted
 * @param limit of edges, and of assets that it went into
 * @param moment whose events count
 */
public record VisitQuestion(
    int partition,
    Asset asset,
    boolean up,
    boolean down,
    List<Asset> from,
    int limit,
    Moment moment)
    implements Question<VisitQuestion.Seen> {
  public VisitQuestion {
    from = List.copyOf(from);
  }

  /**
   * @param named whether an applied event has named the asset
   * @param state of the asset
   * @param in edges into it, if wanted
   * @param described edges into it from the assets that were asked for
   * @param successors if wanted
   * @param more whether the limit cut anything off
   */
  public record Seen(
      boolean named,
      AssetState state,
      List<Edge> in,
      List<Edge> described,
      List<Asset> successors,
      boolean more)
      implements Answer {
    public Seen {
      in = List.copyOf(in);
      described = List.copyOf(described);
      successors = List.copyOf(successors);
    }

    @Override
    public int rows() {
      return 1 + in.size() + described.size() + successors.size();
    }
  }

  @Override
  public Seen answer(PartitionReads reads) {
    Page<Edge> in = up ? reads.inEdges(asset, "", limit) : Page.last(List.of());
    Page<Asset> out = down ? reads.successors(asset, "", limit) : Page.last(List.of());
    List<Edge> described = new ArrayList<>();
    for (Asset one : from) {
      described.addAll(reads.edges(one, asset));
    }
    Optional<AssetState> state = reads.state(asset);
    return new Seen(
        state.isPresent(),
        state.orElse(AssetState.UNNAMED),
        in.items(),
        described,
        out.items(),
        !in.isLast() || !out.isLast());
  }
}
