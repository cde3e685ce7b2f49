package dev.headwater.query.freshness;

/**
 * How far the processors are behind.
 *
 * @param events records in the events topic and the OpenLineage topic that the processors have not
 *     read yet. An upper bound, because transaction markers among them count. -1 if unknown
 * @param millis how long ago the oldest record that is not applied arrived, or the event that
 *     caused it; at least 1 if there is such a record. -1 if unknown
 */
public record Lag(long events, long millis) {
  /** Nothing waits to be processed. */
  public static final Lag NONE = new Lag(0, 0);

  /** Kafka does not answer, or has not answered yet. */
  public static final Lag UNKNOWN = new Lag(-1, -1);

  /**
   * The same lag, for a caller that knows that something still waits: at least 1 ms, if it is
   * known. The lag may have been measured before this arrived.
   */
  public Lag ofOneBehind() {
    return isKnown() ? new Lag(events, Math.max(1, millis)) : this;
  }

  /** Whether the lag is known. */
  public boolean isKnown() {
    return events >= 0;
  }
}
