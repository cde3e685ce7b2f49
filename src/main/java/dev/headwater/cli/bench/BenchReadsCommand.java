package dev.headwater.cli.bench;

import dev.headwater.bench.Gates;
import dev.headwater.bench.Reads;
import dev.headwater.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how many milliseconds the API takes for an answer. */
@Command(
    name = "reads",
    description = {
      "Milliseconds from a request to its answer: subgraphs, gate, exposures, lists.",
      "On a quiet system, and while half of the events come in that it can take."
    })
final class BenchReadsCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--assets",
      defaultValue = "24000",
      description = "Of the graph that is read (default: ${DEFAULT-VALUE}).")
  private long assets;

  @Option(
      names = "--nodes",
      defaultValue = "1000",
      description = "At most in a subgraph (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--repetitions",
      defaultValue = "500",
      description = "Of each kind of request (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS/S",
      defaultValue = "0",
      description =
          "What the processor manages, half of which is sent; 0 takes what it managed when the"
              + " graph was loaded.")
  private double rate;

  @Option(
      names = "--load",
      paramLabel = "EVENTS/S",
      arity = "0..1",
      fallbackValue = "0",
      description =
          "Measure gates of documented models instead, with closures of 10, 1,000 and 20,000 assets,"
              + " and posts that wait, under a quarter and a half of what the machine sustains; 0 or"
              + " nothing takes what it managed when the graph was loaded.")
  private Optional<Double> load = Optional.empty();

  private final Terminal terminal;

  BenchReadsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (load.isPresent()) {
      Gates gates =
          new Gates(
              new Gates.Options(bench.setup(), load.get(), repetitions, bench.seed()),
              what -> BenchOptions.say(terminal, what));
      return bench.answer(gates.run(), terminal);
    }
    Reads reads =
        new Reads(
            new Reads.Options(bench.setup(), assets, nodes, repetitions, rate, bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(reads.run(), terminal);
  }
}
