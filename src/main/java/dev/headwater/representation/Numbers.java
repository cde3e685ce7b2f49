package dev.headwater.representation;

import java.math.BigDecimal;

/** Amounts in sentences. */
final class Numbers {
  private Numbers() {}

  /** Without an exponent, and without a fraction if there is none. */
  static String text(double amount) {
    return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
  }
}
