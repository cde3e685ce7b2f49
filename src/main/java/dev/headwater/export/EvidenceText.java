package dev.headwater.export;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.RuleName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of an alert's evidence, in words. Numbers are rounded, but never so far that a number
 * seems to meet a limit that it misses, or a small number seems to be 0.
 *
 * @param name the category, or the id of the decision; "" if the line is about none
 * @param words what was found of it
 */
public record EvidenceText(String name, String words) {
  private static final double EXACT_WHOLE = 1L << 53;

  /** The most decimals that are shown to keep a number apart from its limit. */
  private static final int MAX_DECIMALS = 9;

  /** The words for one line of evidence of a rule. */
  public static EvidenceText of(RuleName rule, AlertEvidence evidence) {
    return new EvidenceText(evidence.category(), words(rule, evidence));
  }

  /** What it is about and what was found, as one line. */
  public String line() {
    return name.isEmpty() ? words : name + ": " + words;
  }

  private static String words(RuleName rule, AlertEvidence found) {
    // Without a limit nothing has to be kept apart from it but 0.
    double limit = found.threshold().orElse(0);
    return switch (rule) {
      case DISPARATE_REMOVAL ->
          "kept "
              + percent(found.value(), limit)
              + " as often as all others (95 %: "
              + decimal(found.low(), 1)
              + " to "
              + decimal(found.high(), 1)
              + "; "
              + (found.threshold().isPresent() ? "limit " + plain(limit) : "no limit stated")
              + "); "
              + change(found);
      case GROUP_ERASED -> change(found);
      case FITNESS_GAP -> share(found, limit) + ", the target is at least " + percent(limit);
      case SCALE_WITHOUT_DIVERSITY ->
          "effective number of categories: "
              + change(found)
              + ", which is "
              + percent(found.value(), limit)
              + " (limit "
              + percent(limit)
              + ")";
      case SYNTHETIC_ONLY_GROUP ->
          "at least "
              + percent(found.value(), limit)
              + " is synthetic (limit "
              + percent(limit)
              + ")";
      case UNATTRIBUTED_DECISION -> "decided by no person or organization among the agents";
      case UNDOCUMENTED_SYNTHETIC,
          TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
          UNKNOWN_ORIGIN,
          TRAINED_ON_UNKNOWN_ORIGIN,
          LOST_EVENTS,
          SELF_CONSUMING_LOOP ->
          throw new IllegalArgumentException(rule + " has no evidence");
    };
  }

  private static String share(AlertEvidence found, double limit) {
    return found.value().equals(found.high())
        ? percent(found.high(), limit)
        : "between "
            + percent(found.value(), limit)
            + " and, if all that is unknown were of it, "
            + percent(found.high(), limit);
  }

  private static String change(AlertEvidence found) {
    return amount(found.before()) + " before, " + amount(found.after()) + " after";
  }

  private static String amount(OptionalDouble stated) {
    if (stated.isEmpty()) {
      return "an unknown number";
    }
    double number = stated.getAsDouble();
    if (number == Math.rint(number) && number <= EXACT_WHOLE) {
      return number == 0 ? "none" : String.format(Locale.ROOT, "%,d", (long) number);
    }
    BigDecimal exact = BigDecimal.valueOf(number);
    return String.format(Locale.ROOT, "%,." + decimals(exact, BigDecimal.ZERO, 2) + "f", exact);
  }

  private static String percent(OptionalDouble share, double limit) {
    return share.isEmpty()
        ? "an unknown share"
        : rounded(hundredfold(share.getAsDouble()), hundredfold(limit), 0) + " %";
  }

  private static String percent(double limit) {
    return plain(hundredfold(limit)) + " %";
  }

  private static BigDecimal hundredfold(double share) {
    return BigDecimal.valueOf(share).movePointRight(2);
  }

  private static String decimal(OptionalDouble number, double limit) {
    return number.isEmpty()
        ? "unknown"
        : rounded(BigDecimal.valueOf(number.getAsDouble()), BigDecimal.valueOf(limit), 2);
  }

  private static String rounded(BigDecimal number, BigDecimal limit, int fewest) {
    return number.setScale(decimals(number, limit, fewest), RoundingMode.HALF_UP).toPlainString();
  }

  /** The fewest decimals with which a rounded number stays on its side of the limit and of 0. */
  private static int decimals(BigDecimal number, BigDecimal limit, int fewest) {
    int decimals = fewest;
    while (decimals < MAX_DECIMALS && !keeps(number, limit, decimals)) {
      decimals++;
    }
    return decimals;
  }

  private static boolean keeps(BigDecimal number, BigDecimal limit, int decimals) {
    BigDecimal shown = number.setScale(decimals, RoundingMode.HALF_UP);
    return shown.compareTo(limit) == number.compareTo(limit) && shown.signum() == number.signum();
  }

  private static String plain(double number) {
    return plain(BigDecimal.valueOf(number));
  }

  private static String plain(BigDecimal number) {
    return Optional.of(number.stripTrailingZeros())
        .filter(stripped -> stripped.scale() > 0)
        .orElseGet(() -> number.setScale(0, RoundingMode.HALF_UP))
        .toPlainString();
  }
}
