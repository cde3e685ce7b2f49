package dev.headwater.engine;

/**
 * How many numbered events are missing: for each producer, the numbers below the highest that has
 * arrived. Events that are still on their way are included.
 *
 * @param producers the number of producer instances with missing events
 * @param events the number of missing events of all of them
 */
public record MissingEvents(long producers, long events) {
  /** No event is missing. */
  public static final MissingEvents NONE = new MissingEvents(0, 0);

  /** Adds another partition. The number of events is at most {@link Long#MAX_VALUE}. */
  public MissingEvents plus(MissingEvents other) {
    return new MissingEvents(producers + other.producers, sum(events, other.events));
  }

  /** Returns the numbers after one producer's missing events changed. */
  MissingEvents changed(long before, long after) {
    return new MissingEvents(
        producers - Math.min(1, before) + Math.min(1, after), events - before + after);
  }

  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }
}
