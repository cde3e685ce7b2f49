package dev.headwater.model;

/** The rules that raise alerts. */
public enum RuleName {
  UNDOCUMENTED_SYNTHETIC,
  TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
  UNKNOWN_ORIGIN,
  TRAINED_ON_UNKNOWN_ORIGIN,
  LOST_EVENTS;

  /** Whether the rule is about assets. LOST_EVENTS is about jobs whose events are missing. */
  public boolean isOnAssets() {
    return this != LOST_EVENTS;
  }
}
