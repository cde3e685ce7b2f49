package dev.headwater.query;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import java.util.List;
import java.util.SortedMap;

/**
 * All that can be told of one asset on one page, read at about one moment.
 *
 * @param detail what is known of it, and the other versions of its name
 * @param gate whether it may be used
 * @param events what its events say
 * @param origins what it is exposed to, as a gate weighs it: what is open first, then what is
 *     waived, then what is documented, each nearest first
 * @param originsAreWhole false if a path among them was lost, or not all of them could be looked at
 *     in time
 * @param trainingData what is known of datasets that it was trained on
 * @param usedBy assets that it went into
 * @param moreUsedBy whether there are more than could be counted
 * @param openAlerts open alerts about it, the earliest first
 * @param freshness of what was read
 */
public record AssetAccount(
    AssetDetail detail,
    Gate gate,
    AssetEvents events,
    List<Exposures.Item> origins,
    boolean originsAreWhole,
    SortedMap<Asset, AssetSummary> trainingData,
    List<Asset> usedBy,
    boolean moreUsedBy,
    List<Alert> openAlerts,
    Freshness freshness) {
  public AssetAccount {
    origins = List.copyOf(origins);
    usedBy = List.copyOf(usedBy);
    openAlerts = List.copyOf(openAlerts);
  }
}
