package dev.headwater.model;

/** Says that an asset is, or is not, synthetic data, whatever its events say. */
public record Reclassify(boolean synthetic, String reason) {
  public Reclassify {
    reason = Check.requiredText("reason", reason);
  }
}
