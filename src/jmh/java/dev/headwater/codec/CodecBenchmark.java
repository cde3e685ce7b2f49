package dev.headwater.codec;

import dev.headwater.bench.SampleEvents;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.LineageEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures encoding and decoding of an event of about 1 KB in wire format. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
  private final EventEncoder encoder = new EventEncoder((subject, schema) -> 1, "events");
  private final EventDecoder decoder = new EventDecoder(id -> EventAvro.schemaJson());
  private final LineageEvent event = SampleEvents.event(12_345);
  private final byte[] wire = encoder.encode(event);

  @Benchmark
  public byte[] encode() {
    return encoder.encode(event);
  }

  @Benchmark
  public LineageEvent decode() {
    return decoder.decode(wire);
  }
}
