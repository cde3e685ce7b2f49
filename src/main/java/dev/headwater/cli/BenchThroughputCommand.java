package dev.headwater.cli;

import dev.headwater.bench.Shape;
import dev.headwater.bench.Throughput;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    Throughput throughput =
        new Throughput(
            new Throughput.Options(
                bench.setup(),
                shape,
                events,
                warmUp.orElse(Math.max(10, events / 10)),
                bench.seed(),
                runs,
                profile),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(throughput.run(), terminal);
  }
}
