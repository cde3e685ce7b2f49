package dev.headwater.model;

/** The activity that an event reports; DOCUMENT and RETRACT report on other events. */
public enum EventType {
  INGEST,
  CLEAN,
  TRANSFORM,
  SYNTHESIZE,
  TRAIN,
  DOCUMENT,
  RETRACT
}
