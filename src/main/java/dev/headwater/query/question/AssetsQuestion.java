package dev.headwater.query.question;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks for a page of the assets of a partition, in the order of their places.
 *
 * @param partition the partition
 * @param filter which assets to return
 * @param after the place after which to begin
 * @param limit of assets
 */
public record AssetsQuestion(int partition, AssetFilter filter, Place after, int limit)
    implements Question<AssetsQuestion.Found> {

  /** About how many rows one answer looks at, at most. */
  static final int SCANNED = 20_000;

  private static final int READ_AT_ONCE = 500;

  /**
   * An asset and what its own row says.
   *
   * @param rank of the asset's name
   */
  public record Row(int rank, Asset asset, AssetState state) {
    public Place place() {
      return new Place(rank, asset.urn());
    }
  }

  /**
   * @param found those that match the filter
   * @param upTo the last place that the answer looked at; what comes later is not known yet
   */
  public record Found(List<Row> found, Place upTo) implements Answer {
    public Found {
      found = List.copyOf(found);
    }

    @Override
    public int rows() {
      return 1 + found.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    return filter.matchesAll()
        ? scan(reads)
        : reads
            .find(filter, after, limit)
            .map(found -> read(found, reads))
            .orElseGet(() -> scan(reads));
  }

  private Found read(AssetLookup.Found looked, PartitionReads reads) {
    List<Row> found = new ArrayList<>();
    for (Place place : looked.places()) {
      Asset asset = Asset.parse(place.urn());
      Optional<AssetState> state = reads.state(asset).filter(filter::accepts);
      state.ifPresent(known -> found.add(new Row(place.rank(), asset, known)));
    }
    return new Found(found, looked.upTo());
  }

  /** Looks at all rows in the order of their URNs, once for each rank. */
  private Found scan(PartitionReads reads) {
    int ranks = filter.text().isEmpty() ? 1 : Place.RANKS;
    List<Row> found = new ArrayList<>();
    Place at = after;
    for (int scanned = 0; at.rank() < ranks; ) {
      if (scanned >= SCANNED || found.size() == limit) {
        return new Found(found, at);
      }
      List<Asset> assets = reads.assets(at.urn(), READ_AT_ONCE);
      if (assets.isEmpty()) {
        at = at.nextRank();
      }
      for (Asset asset : assets) {
        if (found.size() == limit) {
          break;
        }
        scanned++;
        at = new Place(at.rank(), asset.urn());
        OptionalInt rank = filter.rank(asset);
        if (rank.isPresent() && rank.getAsInt() == at.rank()) {
          Optional<AssetState> state = reads.state(asset).filter(filter::accepts);
          state.ifPresent(known -> found.add(new Row(rank.getAsInt(), asset, known)));
        }
      }
    }
    return new Found(found, Place.END);
  }
}
