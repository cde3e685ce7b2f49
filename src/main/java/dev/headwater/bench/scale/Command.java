package dev.headwater.bench.scale;

/**
 * A message between two assets.
 *
 * @param other the other end of the edge; for a walk, the subject of the alert
 * @param told origins and their states, in turns; for a walk, the origin alone
 */
record Command(Kind kind, Node target, Node other, int[] told) {
  enum Kind {
    /** An asset was made from the target. */
    SET_EDGE,
    /** The target's input tells it of origins. */
    PROPAGATE,
    /** The other asset asks what the target declares of who is represented in it. */
    WATCH,
    /** The answer to that. */
    DECLARED,
    /** The walk from a model towards the origin of an alert. */
    TRACE,
    /** The walk has come to its end. */
    TRACED
  }

  int bytes() {
    return switch (kind) {
      case SET_EDGE, WATCH, DECLARED -> RowBytes.SET_EDGE;
      case PROPAGATE -> RowBytes.PROPAGATE + told.length / 2 * RowBytes.DELTA;
      case TRACE, TRACED -> RowBytes.TRACE;
    };
  }
}
