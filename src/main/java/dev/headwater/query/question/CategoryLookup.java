package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.representation.Measure;
import java.util.List;
import java.util.Optional;

/**
 * Finds datasets by a category that they declare to have, without reading all rows of a partition.
 * Thread-safe.
 */
@FunctionalInterface
public interface CategoryLookup {

  /** Finds nothing by itself. */
  CategoryLookup NONE = (partition, measure, category, limit) -> Optional.empty();

  /** The greatest {@link Holder#magnitude}. */
  int LARGEST = 62;

  /** The magnitude of every amount below 1. */
  int SMALLEST = -1;

  /**
   * The magnitude of an amount above 0: amounts of one magnitude differ by less than a factor of 2,
   * except at both ends of the scale.
   */
  static int magnitude(double amount) {
    return Math.max(SMALLEST, Math.min(LARGEST, Math.getExponent(amount)));
  }

  /**
   * A dataset that may have the category.
   *
   * @param magnitude an upper bound of the magnitude of its amount
   */
  record Holder(Asset asset, int magnitude) {}

  /**
   * @param holders by magnitude, the largest first. Some may not have the category, so the caller
   *     reads their rows
   * @param all whether no dataset is left out that has the category. If not, those that are left
   *     out because of the limit have no larger magnitude than the last holder
   */
  record Found(List<Holder> holders, boolean all) {
    public Found {
      holders = List.copyOf(holders);
    }
  }

  /**
   * Finds the datasets of a partition that may have a category.
   *
   * @param limit of datasets; at least 1
   * @return empty if nothing can tell now
   */
  Optional<Found> find(int partition, Measure measure, String category, int limit);
}
