package dev.headwater.query.question;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds assets by filter without reading all rows of a partition. Thread-safe.
 *
 * <p>A lookup misses no asset whose row matches the filter when the call begins. It may return
 * assets whose row does not match, so the caller reads the rows.
 */
@FunctionalInterface
public interface AssetLookup {

  /** Finds nothing by itself, so that all rows are read. */
  AssetLookup NONE = (partition, filter, after, limit, holds) -> Optional.empty();

  /**
   * @param places in order; the name, the namespace and the kind match the filter
   * @param upTo the last place that the lookup looked at; {@link Place#END} if it looked at all
   */
  record Found(List<Place> places, Place upTo) {
    public Found {
      places = List.copyOf(places);
    }
  }

  /**
   * Finds the next assets of a partition, in the order of their places.
   *
   * @param after the place after which to begin
   * @param limit of assets; at least 1
   * @param holds whether the row of an asset matches the filter now
   * @return empty if only the rows can tell
   */
  Optional<Found> find(
      int partition, AssetFilter filter, Place after, int limit, Predicate<Asset> holds);
}
