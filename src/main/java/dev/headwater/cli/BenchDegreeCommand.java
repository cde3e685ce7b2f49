package dev.headwater.cli;

import dev.headwater.bench.Degree;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an event costs at an asset with very many children. */
@Command(
    name = "degree",
    description = {
      "What an event costs that touches an asset with so many children.",
      "One more child must cost the same at any degree; what is passed on to all, the same per"
          + " child."
    })
final class BenchDegreeCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--degrees",
      split = ",",
      defaultValue = "10,1000,100000",
      description = "Numbers of children to measure at (default: ${DEFAULT-VALUE}).")
  private List<Long> degrees = List.of();

  @Option(
      names = "--events",
      defaultValue = "2000",
      description = "Children added for a measurement (default: ${DEFAULT-VALUE}).")
  private int events;

  private final Terminal terminal;

  BenchDegreeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Degree degree =
        new Degree(
            new Degree.Options(bench.setup(), degrees, events, bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(degree.run(), terminal);
  }
}
