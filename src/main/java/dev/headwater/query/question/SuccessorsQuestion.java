package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.List;

/**
 * Asks for the assets that an asset went into.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param cursor the {@code next} of the previous page; "" for the first page
 * @param limit of assets
 * @param moment which events count; for the past, the answer lists every asset that it ever went
 *     into
 */
public record SuccessorsQuestion(
    int partition, Asset asset, String cursor, int limit, Moment moment)
    implements Question<SuccessorsQuestion.Found> {

  /**
   * @param successors in a fixed order
   * @param next the cursor of the next page; "" if there is none
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
