package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;

/**
 * A part of the exposures of an asset.
 *
 * @param asset the asset
 * @param items each with its path
 * @param next where the next part begins; "" after the last
 * @param truncated if paths are not whole, why
 * @param freshness of what was read
 */
public record Exposures(
    Asset asset,
    List<Item> items,
    String next,
    Optional<Truncation> truncated,
    Freshness freshness) {
  public Exposures {
    items = List.copyOf(items);
  }

  /**
   * @param entry the exposure
   * @param path the shortest one, from the origin to the asset; cut short where it was lost
   */
  public record Item(ExposureEntry entry, List<Asset> path) {
    public Item {
      path = List.copyOf(path);
    }
  }
}
