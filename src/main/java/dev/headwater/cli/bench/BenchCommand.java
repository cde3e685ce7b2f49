package dev.headwater.cli.bench;

import dev.headwater.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the benchmarks; each is a subcommand. */
@Command(
    name = "bench",
    description = {
      "Measures how fast and how large, on a real broker in a process of its own, beside a plain"
          + " Kafka Streams job under the same settings.",
      "Everything is kept in a temporary folder, which is removed at the end."
    })
public final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  private BenchCommand() {}

  public static CommandLine line(Terminal terminal) {
    return new CommandLine(new BenchCommand())
        .addSubcommand(new BenchThroughputCommand(terminal))
        .addSubcommand(new BenchLatencyCommand(terminal))
        .addSubcommand(new BenchReadsCommand(terminal))
        .addSubcommand(new BenchPagesCommand(terminal))
        .addSubcommand(new BenchSizeCommand(terminal))
        .addSubcommand(new BenchGrowthCommand(terminal))
        .addSubcommand(new BenchRestoreCommand(terminal))
        .addSubcommand(new BenchScaleCommand(terminal))
        .addSubcommand(new BenchAuthenticationCommand(terminal))
        .addSubcommand(new BenchFaultsCommand(terminal))
        .addSubcommand(new BenchKillsCommand(terminal))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which benchmark?");
  }
}
