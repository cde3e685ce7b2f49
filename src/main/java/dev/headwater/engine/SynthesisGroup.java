package dev.headwater.engine;

import dev.headwater.model.Asset;

/**
 * The live synthesis events of one asset that say the same of what decides its documentation.
 *
 * @param asset the asset
 * @param profile what they say
 * @param count how many they are; 0 is a group that is not there any more
 */
public record SynthesisGroup(Asset asset, SynthesisProfile profile, long count) {

  SynthesisGroup plus(long more) {
    return new SynthesisGroup(asset, profile, count + more);
  }
}
