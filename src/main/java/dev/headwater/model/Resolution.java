package dev.headwater.model;

/** Why an alert is resolved. */
public enum Resolution {
  DOCUMENTED,
  DOCUMENTED_AFTER_TRAINING,
  RECLASSIFIED,
  RETRACTED,
  WAIVED,
  ORIGIN_KNOWN,
  ARRIVED,
  /** What is stated of subject and origin is still there, and the rule no longer finds fault. */
  CORRECTED
}
