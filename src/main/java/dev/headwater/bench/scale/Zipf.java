package dev.headwater.bench.scale;

import java.util.SplittableRandom;

/**
 * Random ranks from 1 to {@code size}, where rank k is drawn in proportion to k to the power of
 * minus {@code tail}. It needs no table, so that there can be a billion ranks.
 *
 * <p>The method is rejection-inversion (Hörmann and Derflinger, 1996): the inverse of the integral
 * gives a candidate, which is refused with a probability that is below one third.
 */
final class Zipf {
  private static final double NEAR_ONE = 1e-8;

  private final long size;
  private final double tail;
  private final double first;
  private final double last;
  private final double shortcut;

  /**
   * @param size the number of ranks; at least 1
   * @param tail the exponent; 0 makes all ranks equally likely
   */
  Zipf(long size, double tail) {
    if (size < 1 || tail < 0) {
      throw new IllegalArgumentException("size " + size + ", tail " + tail);
    }
    this.size = size;
    this.tail = tail;
    this.first = integral(1.5) - 1;
    this.last = integral(size + 0.5);
    this.shortcut = 2 - inverse(integral(2.5) - density(2));
  }

  long draw(SplittableRandom random) {
    while (true) {
      double at = last + random.nextDouble() * (first - last);
      double x = inverse(at);
      long rank = Math.max(1, Math.min(size, Math.round(x)));
      if (rank - x <= shortcut || at >= integral(rank + 0.5) - density(rank)) {
        return rank;
      }
    }
  }

  /** The likelihood of the first rank. */
  double shareOfFirst() {
    // The sum over the first ranks, and the integral over the others.
    double sum = 0;
    long exact = Math.min(size, 1_000);
    for (long rank = 1; rank <= exact; rank++) {
      sum += density(rank);
    }
    return 1 / (sum + integral(size + 0.5) - integral(exact + 0.5));
  }

  private double density(double x) {
    return Math.exp(-tail * Math.log(x));
  }

  private double integral(double x) {
    double log = Math.log(x);
    double flat = 1 - tail;
    return Math.abs(flat) < NEAR_ONE ? log : Math.expm1(flat * log) / flat;
  }

  private double inverse(double y) {
    double flat = 1 - tail;
    return Math.abs(flat) < NEAR_ONE
        ? Math.exp(y)
        : Math.exp(Math.log1p(Math.max(-1, y * flat)) / flat);
  }
}
