package dev.headwater.cli.bench;

import dev.headwater.bench.CompositionCost;
import dev.headwater.bench.MetricsCost;
import dev.headwater.bench.Throughput;
import dev.headwater.bench.graph.Shape;
import dev.headwater.bench.report.Report;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how many events a second are processed from a backlog. */
@Command(
    name = "throughput",
    description = {
      "Events a second from a backlog, to the end of all that they set off.",
      "Events have two inputs, one output and about 1 KB. Also prints the Kafka records and store"
          + " operations of an event, and what threads used."
    })
final class BenchThroughputCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--events",
      defaultValue = "300000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--shape",
      defaultValue = "LAYERED",
      description =
          "How events hang together: ${COMPLETION-CANDIDATES}, in any case (default:"
              + " ${DEFAULT-VALUE}).")
  private Shape shape;

  @Option(
      names = "--warm-up",
      paramLabel = "EVENTS",
      description = "Events processed before, and not counted (default: a tenth of the others).")
  private Optional<Long> warmUp = Optional.empty();

  @Option(
      names = "--runs",
      defaultValue = "1",
      description = "Each on a broker of its own; the median counts (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--composition",
      description =
          "Measure what it costs that events state who is represented: in turns, without and with"
              + " compositions of 20 languages. The steps of the pipeline are others than without"
              + " this option.")
  private boolean composition;

  @Option(
      names = "--compare-metrics",
      description =
          "Measure what the metrics of the stream cost: in turns, without and with them. Each run"
              + " is a pair.")
  private boolean metrics;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Record the last run there (JDK Flight Recorder), and print its top frames.")
  private Optional<Path> profile = Optional.empty();

  private final Terminal terminal;

  BenchThroughputCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (composition && metrics) {
      throw Failure.usage("--composition and --compare-metrics are two benchmarks; choose one");
    }
    Throughput.Options options =
        new Throughput.Options(
            bench.setup(),
            shape,
            events,
            warmUp.orElse(Math.max(10, events / 10)),
            bench.seed(),
            runs,
            profile);
    Consumer<String> say = what -> BenchOptions.say(terminal, what);
    return bench.answer(report(options, say), terminal);
  }

  private Report report(Throughput.Options options, Consumer<String> say) {
    if (composition) {
      return new CompositionCost(options, say).run();
    }
    return metrics ? new MetricsCost(options, say).run() : new Throughput(options, say).run();
  }
}
