package dev.headwater.model;

/**
 * The activity that an event reports. DOCUMENT and RETRACT report no activity: DOCUMENT adds facts
 * about an asset, and RETRACT retracts an event.
 */
public enum EventType {
  INGEST,
  CLEAN,
  TRANSFORM,
  SYNTHESIZE,
  TRAIN,
  DOCUMENT,
  RETRACT
}
