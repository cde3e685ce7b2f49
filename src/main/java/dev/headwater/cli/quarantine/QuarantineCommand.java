package dev.headwater.cli.quarantine;

import dev.headwater.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for records that could not be taken; each is a subcommand. */
@Command(
    name = "quarantine",
    description = "Lists, shows, sends again or discards records that could not be taken.")
public final class QuarantineCommand implements Runnable {

  @Spec private CommandSpec spec;

  private QuarantineCommand() {}

  public static CommandLine line(Terminal terminal) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new QuarantineListCommand(terminal))
        .addSubcommand(new QuarantineShowCommand(terminal))
        .addSubcommand(new QuarantineReplayCommand(terminal))
        .addSubcommand(new QuarantineDiscardCommand(terminal))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about the quarantine: list, show, replay or discard?");
  }
}
