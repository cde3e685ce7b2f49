package dev.headwater.cli;

import dev.headwater.app.settings.SettingsException;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.settings.Version;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Logging;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.dev.CannotStartException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The entry point of the command line: {@code java -jar headwater.jar COMMAND}. */
public final class Main {

  private static final String DEBUG = "HEADWATER_DEBUG";

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.system();
    if (BoundedProcess.isWanted(arguments)) {
      System.exit(BoundedProcess.run(terminal, arguments));
    }
    BoundedProcess.watchParent();
    Logging.configure(terminal.environment().containsKey(DEBUG), arguments);
    System.exit(run(terminal, arguments));
  }

  /** Runs one command; returns its exit code. */
  public static int run(Terminal terminal, String... arguments) {
    CommandLine line = new CommandLine(new Root());
    for (String name : Commands.neededFor(arguments)) {
      line.addSubcommand(Commands.create(name, terminal));
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setParameterExceptionHandler((wrong, given) -> wrongUsage(terminal, wrong));
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(terminal, problem));
    return line.execute(arguments);
  }

  private static int wrongUsage(Terminal terminal, ParameterException wrong) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    String name = command.replaceFirst("^headwater ?", "");
    terminal.error(
        (name.isEmpty() ? "" : name + ": ") + wrong.getMessage() + "; see " + command + " --help");
    return ExitCode.USAGE;
  }

  private static int failed(Terminal terminal, Exception problem) {
    if (terminal.environment().containsKey(DEBUG)) {
      problem.printStackTrace(terminal.err());
    }
    terminal.out().flush();
    if (problem instanceof Failure failure) {
      Logging.lastWords(terminal, failure.getMessage());
      return failure.exitCode();
    }
    if (problem instanceof SettingsException
        || (problem instanceof BenchException bench && bench.isUsage())) {
      Logging.lastWords(terminal, problem.getMessage());
      return ExitCode.USAGE;
    }
    if (problem instanceof StartException
        || problem instanceof CannotStartException
        || problem instanceof BenchException) {
      Logging.lastWords(terminal, problem.getMessage());
      return ExitCode.CANNOT;
    }
    Logging.lastWords(
        terminal,
        "failed unexpectedly: " + problem + "; set " + DEBUG + "=1 to see where, and report it");
    return ExitCode.CANNOT;
  }

  @Command(
      name = "headwater",
      description = "Streaming provenance for AI training data.",
      mixinStandardHelpOptions = true,
      scope = CommandLine.ScopeType.INHERIT,
      versionProvider = VersionLine.class)
  private static final class Root implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "which command?");
    }
  }

  static final class VersionLine implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"headwater " + Version.text()};
    }
  }
}
