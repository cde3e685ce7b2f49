package dev.headwater.model.command;

/**
 * What an edge between two assets carries, according to all live events that assert it.
 *
 * <p>Exposures travel along {@link #INFERRED} and {@link #CARRYING} edges. Only {@link #CARRYING}
 * edges can be part of a direct path.
 */
public enum EdgeKind {
  /** No live event asserts the edge. */
  NONE,
  /**
   * Live events assert the edge, but only in roles that carry no exposures (a filter model, an
   * annotator model, a reference).
   */
  NON_CARRYING,
  /** Live events assert the edge in a carrying role, but all of these only infer the edge. */
  INFERRED,
  /** A live event asserts the edge in a carrying role, and does not just infer it. */
  CARRYING;

  /** Whether exposures travel along the edge. */
  public boolean carries() {
    return this == INFERRED || this == CARRYING;
  }
}
