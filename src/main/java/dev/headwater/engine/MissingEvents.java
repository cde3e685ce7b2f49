package dev.headwater.engine;

/**
 * What has not come of the numbers that producers gave their events, up to the highest that has
 * come of each; events that are under way are among it.
 *
 * @param producers instances of which something is missing
 * @param events how many are missing of all of them together
 */
public record MissingEvents(long producers, long events) {
  /** Everything has come. */
  public static final MissingEvents NONE = new MissingEvents(0, 0);

  /** Of this and another partition; stops at the largest number there is. */
  public MissingEvents plus(MissingEvents other) {
    return new MissingEvents(producers + other.producers, sum(events, other.events));
  }

  /** With another number missing of one producer. */
  MissingEvents changed(long before, long after) {
    return new MissingEvents(
        producers - Math.min(1, before) + Math.min(1, after), events - before + after);
  }

  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }
}
