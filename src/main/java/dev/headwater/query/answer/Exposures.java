package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.question.ExposureEntry;
import java.util.List;
import java.util.Optional;

/**
 * A page of the exposures of an asset.
 *
 * @param asset the asset
 * @param items each with its path
 * @param next the cursor of the next page; "" after the last page
 * @param truncated why not all paths are whole; empty if all are
 * @param freshness of what was read
 */
public record Exposures(
    Asset asset, List<Item> items, String next, Optional<Truncation> truncated, Freshness freshness)
    implements ReadAnswer {
  public Exposures {
    items = List.copyOf(items);
  }

  /**
   * @param entry the exposure
   * @param path a shortest path from the origin to the asset. If the walk lost it, only its part
   *     next to the asset
   */
  public record Item(ExposureEntry entry, List<Asset> path) {
    public Item {
      path = List.copyOf(path);
    }
  }

  @Override
  public boolean isComplete() {
    return truncated.isEmpty();
  }
}
