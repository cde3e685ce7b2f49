package dev.headwater.engine;

import dev.headwater.model.Asset;

/**
 * The live synthesis events of one asset that have the same profile.
 *
 * @param asset the asset
 * @param profile the profile
 * @param count the number of events; a group with 0 events does not exist any more
 */
public record SynthesisGroup(Asset asset, SynthesisProfile profile, long count) {

  SynthesisGroup plus(long more) {
    return new SynthesisGroup(asset, profile, count + more);
  }
}
