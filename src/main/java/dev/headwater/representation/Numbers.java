package dev.headwater.representation;

import java.math.BigDecimal;

/** Amounts in sentences. */
final class Numbers {
  private Numbers() {}

  /** Without an exponent, and without a fraction if there is none; infinity as any number. */
  static String text(double amount) {
    return amount == Double.POSITIVE_INFINITY
        ? "any number"
        : BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
  }
}
