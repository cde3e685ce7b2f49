package dev.headwater.pages;

import dev.headwater.representation.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** The words for amounts and shares of which only the bounds may be known. */
final class AmountWords {
  /** The largest number below which every whole number is exact. */
  private static final double EXACT = 1L << 53;

  private static final MathContext DIGITS = new MathContext(4);

  private AmountWords() {}

  /** An amount, such as "1,000 to 2,500". */
  static String amount(Interval amount) {
    if (amount.isPoint()) {
      return number(amount.low());
    }
    if (!amount.isBounded()) {
      return amount.low() == 0 ? "not known" : number(amount.low()) + " or more";
    }
    return range(number(amount.low()), number(amount.high()), amount.low() == 0);
  }

  /** A share, such as "4.0 % to 12.5 %". */
  static String share(Interval share) {
    if (share.isPoint()) {
      return percent(share.low());
    }
    if (share.low() == 0 && share.high() >= 1) {
      return "not known";
    }
    return range(percent(share.low()), percent(share.high()), share.low() == 0);
  }

  /**
   * How much of an amount is synthetic.
   *
   * @param of the amount
   */
  static String synthetic(Interval synthetic, Interval of) {
    if (synthetic.high() == 0) {
      return "none";
    }
    if (synthetic.low() == 0 && synthetic.high() >= of.high()) {
      return "not known";
    }
    if (of.isPoint() && synthetic.low() >= of.low()) {
      return "all";
    }
    if (synthetic.isPoint()) {
      return number(synthetic.low());
    }
    return synthetic.high() >= of.high()
        ? "at least " + number(synthetic.low())
        : amount(synthetic);
  }

  /** What is rounded to the same text is still not known exactly. */
  private static String range(String low, String high, boolean fromNothing) {
    if (low.equals(high)) {
      return "about " + low;
    }
    return fromNothing ? "up to " + high : low + " to " + high;
  }

  /** A number: all digits of a whole one, four digits of another one. */
  static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < EXACT) {
      return Words.number((long) number);
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    return rounded.scale() <= 0 && rounded.precision() - rounded.scale() <= 20
        ? String.format(Locale.ROOT, "%,d", rounded.toBigInteger())
        : Math.abs(number) < 1e-6 || Math.abs(number) > 1e20
            ? rounded.toString()
            : rounded.toPlainString();
  }

  /** A percentage; a small share is not rounded to 0, and a large one not to 100. */
  static String percent(double share) {
    double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
      return "under 0.1 %";
    }
    return percent < 100 && percent > 99.9
        ? "over 99.9 %"
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }
}
