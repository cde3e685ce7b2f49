package dev.headwater.cli.bench;

import dev.headwater.bench.Growth;
import dev.headwater.bench.graph.GraphForm;
import dev.headwater.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what work costs as the graph around it grows. */
@Command(
    name = "growth",
    description = {
      "What work costs as the graph around it grows, in the forms that are the worst.",
      "What is done again and again must cost the same at any size; what is passed on, the same"
          + " for each that it is passed to."
    })
final class BenchGrowthCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--form",
      split = ",",
      defaultValue = "children,origins,chain,mesh,rewritten",
      description = "Of the graphs: ${COMPLETION-CANDIDATES} (default: all).")
  private List<GraphForm> forms = List.of();

  @Option(
      names = "--sizes",
      split = ",",
      description =
          "To measure at: children, origins, steps, members, days (default: three of each).")
  private List<Long> sizes = List.of();

  @Option(
      names = "--events",
      defaultValue = "1000",
      description = "Of what is done again and again at each size (default: ${DEFAULT-VALUE}).")
  private int events;

  private final Terminal terminal;

  BenchGrowthCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Growth growth =
        new Growth(
            new Growth.Options(bench.setup(), forms, sizes, events, bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(growth.run(), terminal);
  }
}
