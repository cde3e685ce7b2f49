package dev.headwater.stream.store;

import dev.headwater.bench.SampleEvents;
import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;
import dev.headwater.model.command.Origin;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures how long it takes to make the keys of rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeysBenchmark {
  private static final byte ANY_TAG = 'I';

  private final Asset to = SampleEvents.event(12_345).outputs().get(0).asset();
  private final Asset from = SampleEvents.event(12_345).inputs().get(0).asset();
  private final Origin origin = new Origin(from, OriginKind.SYNTHETIC);

  @Benchmark
  public Bytes node() {
    return Keys.node(to);
  }

  @Benchmark
  public Bytes edge() {
    return Keys.row(ANY_TAG, Keys.id(to), Keys.suffix(from));
  }

  @Benchmark
  public Bytes exposure() {
    return Keys.row(ANY_TAG, Keys.id(to), Keys.suffix(origin));
  }
}
