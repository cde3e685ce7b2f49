package dev.headwater.cli;

import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Terminals;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What tests of other packages ask of the command line. */
public final class AcceptedArguments {
  private AcceptedArguments() {}

  /** Whether there is a command with such options. Runs nothing. */
  public static boolean are(String... arguments) {
    if (!Commands.neededFor(arguments).equals(List.of(arguments[0]))) {
      return false;
    }
    Terminal terminal = Terminals.pipe(new StringWriter(), new StringWriter(), "", Map.of());
    try {
      new CommandLine(Commands.create(arguments[0], terminal))
          .parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length));
      return true;
    } catch (ParameterException refused) {
      return false;
    }
  }
}
