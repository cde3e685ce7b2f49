package dev.headwater.bench.report;

import java.util.Arrays;
import java.util.List;

/** Measured times in milliseconds, sorted. Immutable. */
public final class Percentiles {
  private final double[] millis;

  public Percentiles(List<Double> millis) {
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    this.millis = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /**
   * The smallest measured time that is not exceeded by this percentage of all times (nearest rank).
   *
   * @param percent above 0, up to 100
   */
  public double at(double percent) {
    int rank = (int) Math.ceil(percent / 100 * millis.length);
    return millis[Math.max(0, rank - 1)];
  }

  public double median() {
    return at(50);
  }

  public double max() {
    return at(100);
  }

  public int count() {
    return millis.length;
  }

  @Override
  public String toString() {
    return Arrays.toString(millis);
  }
}
