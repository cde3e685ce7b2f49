package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;

/**
 * What the events of an asset say, as they said it.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param limit of events of each kind
 * @param moment whose events count
 */
public record EventsQuestion(int partition, Asset asset, int limit, Moment moment)
    implements Question<AssetEvents> {

  @Override
  public AssetEvents answer(PartitionReads reads) {
    return reads.events(asset, limit);
  }
}
