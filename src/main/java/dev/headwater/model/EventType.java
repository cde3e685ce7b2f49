package dev.headwater.model;

/**
 * The activity that an event reports. DOCUMENT and RETRACT make nothing: they complete a record and
 * retract an event.
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
