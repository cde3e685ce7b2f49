package dev.headwater.cli;

import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Terminals;
import java.io.StringWriter;
import java.util.Map;

/**
 * One run of the command line, in the process of the test.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
public record CommandRun(int exit, String out, String err) {

  public static CommandRun of(String... arguments) {
    return with("", Map.of(), arguments);
  }

  public static CommandRun with(
      String input, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = Terminals.pipe(out, err, input, environment);
    int exit = Main.run(terminal, arguments);
    return new CommandRun(exit, out.toString(), err.toString());
  }

  /** Runs a command in a window of so many columns; 0 if that is not known. */
  public static CommandRun inWindow(
      int columns, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = Terminals.window(Terminals.pipe(out, err, "", environment), columns);
    int exit = Main.run(terminal, arguments);
    return new CommandRun(exit, out.toString(), err.toString());
  }
}
