package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;

/**
 * Asks for the latest live events of an asset.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param limit of events of each kind
 * @param moment which events count
 */
public record EventsQuestion(int partition, Asset asset, int limit, Moment moment)
    implements Question<AssetEvents> {

  @Override
  public AssetEvents answer(PartitionReads reads) {
    return reads.events(asset, limit);
  }
}
