package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;

/**
 * Asks for the next step of a walk to an origin.
 *
 * @param partition of the asset
 * @param asset where the walk is
 * @param origin where the walk goes
 * @param kind of the origin
 */
public record TraceQuestion(int partition, Asset asset, Asset origin, OriginKind kind)
    implements Question<TraceQuestion.Step> {

  /**
   * @param reached whether the asset descends from the origin now
   * @param via the next asset on the way to the origin; the asset itself if it is the origin, or if
   *     it does not descend from it
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
