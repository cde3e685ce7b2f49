package dev.headwater.cli.operate;

import dev.headwater.app.Headwater;
import dev.headwater.app.check.Checks;
import dev.headwater.app.settings.Settings;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs Headwater with an external Kafka and registry. */
@Command(
    name = "serve",
    description = {
      "Runs the processor and the HTTP API against a Kafka and a schema registry.",
      "Waits for them if they are away, and says so once. Stops in order on SIGTERM."
    })
public final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "Settings: properties, or YAML if it ends in .yaml or .yml. The environment wins over it"
              + " (HEADWATER_HTTP_PORT for http.port).")
  private Path config;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy (YAML), instead of the setting policy.file.")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--check",
      description =
          "Look at everything that a start needs, and start nothing: settings, Kafka, topics,"
              + " permissions, clocks, registry, state, port. Exits 0 if nothing is wrong, 1 if"
              + " something is, 2 if something could not be found out.")
  private boolean check;

  @Option(
      names = "--json",
      description = "With --check: print one line of JSON, {\"result\",\"findings\":[..]}.")
  private boolean json;

  private final Terminal terminal;

  public ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> overrides =
        policy.map(file -> Map.of("policy.file", file.toString())).orElse(Map.of());
    if (check) {
      return check(Settings.examine(Optional.of(config), terminal.environment(), overrides));
    }
    if (json) {
      throw Failure.usage("--json needs --check: a server prints no answer");
    }
    Settings settings = Settings.read(Optional.of(config), terminal.environment(), overrides);
    return Running.untilStopped(
        terminal,
        () -> {
          Headwater headwater = Headwater.start(settings);
          return new Running.Service(
              headwater.url(), headwater::awaitReady, headwater.failure(), headwater::close);
        });
  }

  private int check(Settings.Examined examined) {
    CheckReport report = new CheckReport(Checks.run(examined));
    if (json) {
      report.printJson(terminal);
    } else {
      report.print(terminal);
    }
    return report.exitCode();
  }
}
