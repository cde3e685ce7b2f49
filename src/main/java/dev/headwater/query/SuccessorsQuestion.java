package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.List;

/**
 * The assets that an asset went into.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param cursor of the last page; "" begins
 * @param limit of assets
 * @param moment whose events count; of the past, every asset that it ever went into
 */
public record SuccessorsQuestion(
    int partition, Asset asset, String cursor, int limit, Moment moment)
    implements Question<SuccessorsQuestion.Found> {

  /**
   * @param successors in a fixed order
   * @param next cursor of the next page; "" if there is none
   */
  public record Found(List<Asset> successors, String next) implements Answer {
    public Found {
      successors = List.copyOf(successors);
    }

    @Override
    public int rows() {
      return 1 + successors.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    Page<Asset> page = reads.successors(asset, cursor, limit);
    return new Found(page.items(), page.next());
  }
}
