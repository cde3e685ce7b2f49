package dev.headwater.cli.bench;

import dev.headwater.bench.Latency;
import dev.headwater.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the milliseconds from an event to an alert, by the number of hops. */
@Command(
    name = "latency",
    description = {
      "Milliseconds from an acknowledged event to the alert at a model so many hops away.",
      "Each hop leads over another partition; on a quiet system, and at half of the load that it"
          + " can take."
    })
final class BenchLatencyCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--depths",
      split = ",",
      defaultValue = "1,2,5,10,20",
      description = "Hops to the model (default: ${DEFAULT-VALUE}).")
  private List<Integer> depths = List.of();

  @Option(
      names = "--repetitions",
      defaultValue = "100",
      description = "Of each depth (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS/S",
      defaultValue = "0",
      description = "What the processor manages, half of which is sent; 0 measures it.")
  private double rate;

  private final Terminal terminal;

  BenchLatencyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Latency latency =
        new Latency(
            new Latency.Options(bench.setup(), depths, repetitions, rate, bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(latency.run(), terminal);
  }
}
