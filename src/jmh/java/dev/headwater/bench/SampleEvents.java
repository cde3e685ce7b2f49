package dev.headwater.bench;

import dev.headwater.model.LineageEvent;

/** Events as the benchmarks on a broker send them, for those without one. */
public final class SampleEvents {
  private static final Workload WORKLOAD = new Workload("", Shape.LAYERED, 1, 100_000);

  private SampleEvents() {}

  /** Two inputs, one output, about 1 KB. */
  public static LineageEvent event(long number) {
    return WORKLOAD.event(number);
  }
}
