package dev.headwater.representation;

import java.util.Collection;

/**
 * The sum of many numbers, with the error of each addition carried along (A. Neumaier, 1974). Whole
 * numbers are exact up to 2^53. Not thread-safe.
 */
final class Sum {
  private double sum;
  private double error;

  static double of(Collection<Double> numbers) {
    Sum sum = new Sum();
    numbers.forEach(sum::add);
    return sum.value();
  }

  void add(double number) {
    double next = sum + number;
    error += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }

  double value() {
    return Double.isInfinite(sum) ? sum : sum + error;
  }
}
