package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a page of the assets of a partition, in the order of their URNs.
 *
 * @param partition the partition
 * @param filter which assets to return
 * @param after the URN after which to begin; "" begins with the first
 * @param limit of assets
 */
public record AssetsQuestion(int partition, AssetFilter filter, String after, int limit)
    implements Question<AssetsQuestion.Found> {

  /** About how many rows one answer looks at, at most. */
  static final int SCANNED = 20_000;

  private static final int READ_AT_ONCE = 500;

  /** An asset and what its own row says. */
  public record Row(Asset asset, AssetState state) {}

  /**
   * @param found those that match the filter
   * @param upTo the last URN that the answer looked at; what comes later is not known yet. "" if it
   *     looked at all
   */
  public record Found(List<Row> found, String upTo) implements Answer {
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
    List<Row> found = new ArrayList<>();
    String at = after;
    for (int scanned = 0; scanned < SCANNED && found.size() < limit; ) {
      List<Asset> assets = reads.assets(at, READ_AT_ONCE);
      if (assets.isEmpty()) {
        return new Found(found, "");
      }
      for (Asset asset : assets) {
        if (found.size() == limit) {
          break;
        }
        scanned++;
        at = asset.urn();
        if (filter.accepts(asset)) {
          Optional<AssetState> state = reads.state(asset).filter(filter::accepts);
          state.ifPresent(known -> found.add(new Row(asset, known)));
        }
      }
    }
    return new Found(found, at);
  }
}
