package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks what a traversal needs to know about an asset.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param up whether to return the edges into it
 * @param down whether to return the assets that it went into
 * @param from other assets; the answer describes the edges from these into the asset
 * @param limit of edges into it, and of assets that it went into
 * @param moment which events count
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
   * @param named whether an event that counts has named the asset
   * @param state of the asset
   * @param in edges into it, if asked for
   * @param described edges into it from the assets of {@code from}
   * @param successors the assets that it went into, if asked for
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
