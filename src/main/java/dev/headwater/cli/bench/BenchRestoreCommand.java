package dev.headwater.cli.bench;

import dev.headwater.bench.Restore;
import dev.headwater.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the seconds from kill -9 until the processor serves again. */
@Command(
    name = "restore",
    description = {
      "Seconds from kill -9 of the processor to serving again.",
      "Once with its state folder as it was left, once without any."
    })
final class BenchRestoreCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--assets",
      defaultValue = "1000000",
      description = "Assets of state (default: ${DEFAULT-VALUE}).")
  private long assets;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Of each kind; the median counts (default: ${DEFAULT-VALUE}).")
  private int runs;

  private final Terminal terminal;

  BenchRestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Restore restore =
        new Restore(
            new Restore.Options(bench.setup(), assets, runs, bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(restore.run(), terminal);
  }
}
