package dev.headwater.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Selects the median run. */
public final class Median {
  private Median() {}

  /**
   * The run with the median figure. With an even number of runs, it is the smaller of the two
   * middle figures.
   */
  public static <T> T of(List<T> runs, ToDoubleFunction<T> figure) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(figure))
        .toList()
        .get((runs.size() - 1) / 2);
  }
}
