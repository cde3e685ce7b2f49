package dev.headwater.representation;

/**
 * Differences of amounts that never make an interval narrower than the truth.
 *
 * <p>Whole numbers below 2^53 and their differences are exact, so these stay as they are. Other
 * amounts, such as hours, are sums that may be wrong in their last digits: 0.1 + 0.2 is not 0.3.
 * There a difference is moved by {@link #SLACK} of the larger number towards the safe side. With
 * 10,000 steps of 1,000 inputs each the relative error of a sum stays below 10^7 times 2^-53, which
 * is close to this slack.
 */
final class Rounding {
  /** Relative to the larger number of a difference. */
  static final double SLACK = 1e-9;

  private static final double EXACT = 0x1p53;

  private Rounding() {}

  /** At most {@code from - what}. Nothing is certain to remain of what may have no bound. */
  static double less(double from, double what) {
    if (Double.isInfinite(what)) {
      return Double.NEGATIVE_INFINITY;
    }
    return exact(from, what) ? from - what : from - what - slack(from, what);
  }

  /** At least {@code from - what}. Without a bound of {@code from} there is none. */
  static double more(double from, double what) {
    if (Double.isInfinite(from)) {
      return Double.POSITIVE_INFINITY;
    }
    return exact(from, what) ? from - what : from - what + slack(from, what);
  }

  /** Whether one amount is larger than another one by more than rounding explains. */
  static boolean exceeds(double amount, double other) {
    return less(amount, other) > 0;
  }

  private static boolean exact(double a, double b) {
    return b == 0 || isWhole(a) && isWhole(b);
  }

  private static double slack(double a, double b) {
    return SLACK * Math.max(a, b);
  }

  private static boolean isWhole(double amount) {
    return amount < EXACT && amount == Math.rint(amount);
  }
}
