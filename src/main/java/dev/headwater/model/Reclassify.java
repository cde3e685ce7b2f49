package dev.headwater.model;

/**
 * States that an asset is, or is not, synthetic data. It overrides what the asset's other events
 * say.
 */
public record Reclassify(boolean synthetic, String reason) {
  public Reclassify {
    reason = Check.requiredText("reason", reason);
  }
}
