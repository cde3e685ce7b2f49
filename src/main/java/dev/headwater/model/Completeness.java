package dev.headwater.model;

/** Whether an event's inputs are all there were; silence is not completeness. */
public enum Completeness {
  COMPLETE,
  INCOMPLETE,
  NO_ASSERTION
}
