package dev.headwater.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * An amount between two bounds, as an answer of the API has it.
 *
 * @param high infinite if there is no upper bound
 */
public record Amounts(double low, double high) {
  /** The largest number below which every whole number is exact. */
  private static final double EXACT = 1L << 53;

  private static final MathContext DIGITS = new MathContext(4);

  public static Amounts of(JsonNode node, String low, String high) {
    JsonNode upper = node.path(high);
    return new Amounts(
        node.path(low).asDouble(0), upper.isNumber() ? upper.asDouble() : Double.POSITIVE_INFINITY);
  }

  /** The bounds of the share that it has in a total. */
  public Amounts shareOf(Amounts total) {
    double least = total.high() > 0 ? low / total.high() : 0;
    double most = total.low() > 0 ? Math.min(1, high / total.low()) : high > 0 ? 1 : 0;
    return new Amounts(least, most);
  }

  public String text() {
    if (low == high) {
      return text(low);
    }
    return Double.isInfinite(high) ? text(low) + " or more" : text(low) + " to " + text(high);
  }

  /** As percentages. */
  public String percent() {
    return low == high ? percent(low) + " %" : percent(low) + " to " + percent(high) + " %";
  }

  private static String percent(double share) {
    double percent = share * 100;
    // A share that is not 0 must not look like 0.
    return percent == 0 || percent >= 0.1
        ? String.format(Locale.ROOT, "%.1f", percent)
        : text(percent);
  }

  /** A number: all digits of a whole one, in groups of three; four digits of another one. */
  public static String text(double number) {
    if (number == Math.rint(number) && Math.abs(number) < EXACT) {
      return String.format(Locale.ROOT, "%,d", (long) number);
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    return rounded.scale() <= 0 || Math.abs(rounded.doubleValue()) < 1e-6
        ? rounded.toString()
        : rounded.toPlainString();
  }
}
