package dev.headwater.bench;

import dev.headwater.bench.graph.Shape;
import dev.headwater.bench.graph.Workload;
import dev.headwater.model.LineageEvent;

/** Gives the benchmarks without a broker the same events that the benchmarks on a broker send. */
public final class SampleEvents {
  private static final Workload WORKLOAD = new Workload("", Shape.LAYERED, 1, 100_000);

  private SampleEvents() {}

  /** An event with two inputs, one output and about 1 KB. */
  public static LineageEvent event(long number) {
    return WORKLOAD.event(number);
  }
}
