package dev.headwater.model;

/**
 * Whether an event names all its inputs. An event that does not say so is NO_ASSERTION, not
 * COMPLETE.
 */
public enum Completeness {
  COMPLETE,
  INCOMPLETE,
  NO_ASSERTION
}
