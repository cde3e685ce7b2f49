package dev.headwater.representation;

/**
 * An amount that lies between two bounds, including both.
 *
 * @param low finite, at least 0
 * @param high at least {@code low}; {@link Double#POSITIVE_INFINITY} if there is no upper bound
 */
public record Interval(double low, double high) {
  /** Exactly 0. */
  public static final Interval ZERO = new Interval(0, 0);

  /** Any amount. */
  public static final Interval ANY = new Interval(0, Double.POSITIVE_INFINITY);

  public Interval {
    if (!(low >= 0 && low <= Double.MAX_VALUE && high >= low)) {
      throw new IllegalArgumentException(low + " to " + high + " is no interval of amounts");
    }
  }

  /** Exactly {@code amount}. */
  public static Interval point(double amount) {
    return new Interval(amount, amount);
  }

  /** Any amount up to {@code high}. */
  public static Interval upTo(double high) {
    return new Interval(0, high);
  }

  /** Whether the amount is known exactly. */
  public boolean isPoint() {
    return low == high;
  }

  /** Whether there is an upper bound. */
  public boolean isBounded() {
    return high <= Double.MAX_VALUE;
  }
}
