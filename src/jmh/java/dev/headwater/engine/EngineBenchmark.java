package dev.headwater.engine;

import dev.headwater.bench.SampleEvents;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures what the engine decides about one command, on rows in memory: the contribution of an
 * event to its new output, the edge that the input's owner then learns of, and the exposure that
 * comes back along this edge. The upstream asset is of unknown origin, which causes the exposure.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final int BUDGET = 5_000;

  private final Engine engine = new Engine(Policy.DEFAULT);
  private final LineageEvent event = SampleEvents.event(12_345);
  private final Asset output = event.outputs().get(0).asset();
  private final MemoryState empty = new MemoryState();
  private final MemoryState downstream = new MemoryState();
  private final MemoryState upstream = new MemoryState();
  private final GraphCommand contribute = new GraphCommand.Contribute(output, event, 1);
  private final GraphCommand setEdge;
  private final GraphCommand propagate;

  public EngineBenchmark() {
    GraphCommand admit = new GraphCommand.Admit(output, event, 1);
    setEdge = sent(List.of(admit), downstream, output, GraphCommand.SetEdge.class);
    Asset input = (Asset) setEdge.target();
    GraphCommand doubt = new GraphCommand.Review(input, new Origin(input, OriginKind.UNKNOWN));
    propagate = sent(List.of(setEdge, doubt), upstream, input, GraphCommand.Propagate.class);
  }

  /**
   * Runs the commands and everything that follows from them at one asset; returns the first command
   * of the wanted type that this sends to another asset.
   */
  private GraphCommand sent(
      List<GraphCommand> commands,
      MemoryState state,
      Asset here,
      Class<? extends GraphCommand> wanted) {
    Worklist worklist = new Worklist(engine, here::equals, BUDGET);
    commands.forEach(
        command -> worklist.accept(new CommandEnvelope(command, NOW.toEpochMilli()), state, NOW));
    return worklist.drain(state, NOW).commands().stream()
        .map(CommandEnvelope::command)
        .filter(wanted::isInstance)
        .findFirst()
        .orElseThrow();
  }

  @Benchmark
  public Effects contribute() {
    return engine.decide(contribute, empty, NOW, NOW.toEpochMilli(), false);
  }

  @Benchmark
  public Effects setEdge() {
    return engine.decide(setEdge, empty, NOW, NOW.toEpochMilli(), false);
  }

  @Benchmark
  public Effects propagate() {
    return engine.decide(propagate, downstream, NOW, NOW.toEpochMilli(), false);
  }
}
