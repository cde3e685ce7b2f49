package dev.headwater.query;

/**
 * How far the processors are behind.
 *
 * @param events records in the events and the OpenLineage topic that have not been taken up; an
 *     upper bound, since transaction markers count while records wait behind them. -1 if unknown
 * @param millis how long ago the oldest record arrived that has not been applied, or its cause; at
 *     least 1 while there is one. -1 if unknown
 */
public record Lag(long events, long millis) {
  /** Nothing waits. */
  public static final Lag NONE = new Lag(0, 0);

  /** Kafka does not answer, or has not yet. */
  public static final Lag UNKNOWN = new Lag(-1, -1);

  /** The same, of something that is behind for certain, and may have moved since. */
  Lag ofOneBehind() {
    return isKnown() ? new Lag(events, Math.max(1, millis)) : this;
  }

  /** Whether it is known. */
  public boolean isKnown() {
    return events >= 0;
  }
}
