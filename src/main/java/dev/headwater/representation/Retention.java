package dev.headwater.representation;

import java.math.BigDecimal;

/**
 * How much of a category a step kept, compared with how much it kept of the rest: the impact ratio
 * that 29 CFR 1607.4D compares with four fifths.
 *
 * @param kept what was kept of the category; at least 0
 * @param before what there was of it; above 0
 * @param othersKept what was kept of all other known categories; above 0
 * @param othersBefore what there was of them; above 0
 */
public record Retention(double kept, double before, double othersKept, double othersBefore) {
  /** The 97.5 % quantile of the normal distribution, for an interval that covers 95 %. */
  private static final double Z = 1.959963984540054;

  public Retention {
    if (!(kept >= 0 && before > 0 && othersKept > 0 && othersBefore > 0)
        || !Double.isFinite(kept + before + othersKept + othersBefore)) {
      throw new IllegalArgumentException(
          kept + " of " + before + " and " + othersKept + " of " + othersBefore + " have no ratio");
    }
  }

  /**
   * Whether there is a ratio: something was there of both, and something was kept of the others.
   */
  public static boolean isDefined(
      double kept, double before, double othersKept, double othersBefore) {
    return before > 0
        && othersKept > 0
        && othersBefore > 0
        && Double.isFinite(kept + before + othersKept + othersBefore);
  }

  /** The retained share of the category over the retained share of the others. */
  public double ratio() {
    return kept / before / (othersKept / othersBefore);
  }

  /**
   * Whether the ratio is below a limit. Compares the decimal numbers themselves: in binary
   * fractions 20 of 30 against 25 of 30 would be below 0.8.
   */
  public boolean isBelow(double limit) {
    BigDecimal left = decimal(kept).multiply(decimal(othersBefore));
    BigDecimal right = decimal(limit).multiply(decimal(othersKept)).multiply(decimal(before));
    return left.compareTo(right) < 0;
  }

  private static BigDecimal decimal(double number) {
    return BigDecimal.valueOf(number);
  }

  /**
   * The 95 % confidence interval of the ratio, on the logarithmic scale: ratio times e^(+-1.96 s),
   * s^2 = 1/kept - 1/before + 1/othersKept - 1/othersBefore (D. Katz, J. Baptista, S. P. Azen and
   * M. C. Pike, Obtaining confidence intervals for the risk ratio in cohort studies, Biometrics 34,
   * 1978). The logarithm of 0 does not exist: where nothing was kept, the interval begins at 0 and
   * has no upper bound.
   */
  public Interval interval() {
    if (kept == 0) {
      return Interval.ANY;
    }
    double variance = 1 / kept - 1 / before + 1 / othersKept - 1 / othersBefore;
    // Where more was kept than there was, the counts are no sample of what was there.
    double factor = Math.exp(Z * Math.sqrt(Math.max(0, variance)));
    double ratio = ratio();
    return new Interval(ratio / factor, ratio * factor);
  }
}
