package dev.headwater.model;

/** Why an alert's cause no longer holds. */
public enum Resolution {
  DOCUMENTED,
  DOCUMENTED_AFTER_TRAINING,
  RECLASSIFIED,
  RETRACTED,
  WAIVED,
  ORIGIN_KNOWN,
  ARRIVED
}
