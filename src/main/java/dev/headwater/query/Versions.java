package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.List;

/**
 * Which versions of an asset's name there are.
 *
 * @param named whether an applied event has named the asset itself
 * @param versions assets of the same name that have been named, in the order of their URNs
 * @param more whether there are more than could be listed
 * @param freshness of all of that
 */
public record Versions(boolean named, List<Asset> versions, boolean more, Freshness freshness) {
  public Versions {
    versions = List.copyOf(versions);
  }
}
