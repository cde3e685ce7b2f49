package dev.headwater.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The run in the middle. */
final class Median {
  private Median() {}

  /** Of an even number of runs, the worse one of the two in the middle. */
  static <T> T of(List<T> runs, ToDoubleFunction<T> figure) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(figure))
        .toList()
        .get((runs.size() - 1) / 2);
  }
}
