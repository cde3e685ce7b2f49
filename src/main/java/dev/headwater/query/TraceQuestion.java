package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;

/**
 * One step of a walk to an origin.
 *
 * @param partition of the asset
 * @param asset where the walk is
 * @param origin where it goes
 * @param kind what is of concern there
 */
public record TraceQuestion(int partition, Asset asset, Asset origin, OriginKind kind)
    implements Question<TraceQuestion.Step> {

  /**
   * @param reached whether the asset descends from the origin now
   * @param via the asset before it; the asset itself at the origin, or if it is not reached
   */
  public record Step(boolean reached, Asset via) implements Answer {}

  @Override
  public Step answer(PartitionReads reads) {
    return reads
        .exposure(asset, origin, kind)
        .map(entry -> new Step(true, entry.via()))
        .orElse(new Step(false, asset));
  }
}
