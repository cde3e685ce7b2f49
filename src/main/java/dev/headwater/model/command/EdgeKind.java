package dev.headwater.model.command;

/**
 * What an edge between two assets is worth, over all live events that assert it.
 *
 * <p>Exposure travels along {@link #INFERRED} and {@link #CARRYING} edges; only the latter can be
 * part of a direct path.
 */
public enum EdgeKind {
  /** No live event asserts the edge. */
  NONE,
  /**
   * Asserted in roles that do not carry exposure only (a filter or annotator model, a reference).
   */
  NON_CARRYING,
  /** Carrying, but every live event that asserts it in a carrying role only inferred it. */
  INFERRED,
  /** Carrying, and asserted outright by a live event. */
  CARRYING;

  /** Whether exposure travels along the edge. */
  public boolean carries() {
    return this == INFERRED || this == CARRYING;
  }
}
