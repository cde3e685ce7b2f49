package dev.headwater.cli.bench;

import dev.headwater.bench.Size;
import dev.headwater.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the bytes that a graph takes on disk and in memory. */
@Command(
    name = "size",
    description = {
      "Disk and memory of a graph as it grows, through the real topology.",
      "The last of the default sizes takes minutes, ten million assets most of an hour."
    })
final class BenchSizeCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--assets",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description = "Numbers of assets to measure at (default: ${DEFAULT-VALUE}).")
  private List<Long> assets = List.of();

  @Option(
      names = "--edges",
      defaultValue = "6",
      description =
          "Edges into two assets of three, the others having none (default: ${DEFAULT-VALUE}, four"
              + " an asset).")
  private int edges;

  private final Terminal terminal;

  BenchSizeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Size size =
        new Size(
            new Size.Options(bench.setup(), assets, edges, bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(size.run(), terminal);
  }
}
