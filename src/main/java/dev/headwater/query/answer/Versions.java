package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import java.util.List;

/**
 * The versions of an asset's name.
 *
 * @param named whether an applied event has named the asset itself
 * @param versions assets of the same name that events have named, in the order of their URNs
 * @param more whether there are more than {@code versions} holds
 * @param freshness of all of that
 */
public record Versions(boolean named, List<Asset> versions, boolean more, Freshness freshness)
    implements ReadAnswer {
  public Versions {
    versions = List.copyOf(versions);
  }
}
