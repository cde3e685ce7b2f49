package dev.headwater.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes all derived state. */
@Command(
    name = "reset",
    description = {
      "Forgets all derived state, so that the next start rebuilds it from the events.",
      "The events themselves stay, and so do the alerts that are open. All instances must be",
      "stopped."
    })
public final class ResetCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The settings that 'serve' runs with.")
  private Path config;

  @Option(names = "--yes", description = "Really do it.")
  private boolean yes;

  @Option(names = "--json", description = "Print what was done as JSON: {\"reset\":[..]}.")
  private boolean json;

  private final Terminal terminal;

  public ResetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!yes) {
      throw Failure.usage(
          "reset forgets all lineage and assets until they are rebuilt from the events; say"
              + " --yes to do it");
    }
    Settings settings = Settings.read(Optional.of(config), terminal.environment(), Map.of());
    List<String> done = new Reset(settings).run();
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      done.forEach(answer.putArray("reset")::add);
      terminal.out().println(JsonTree.line(answer));
    } else {
      done.forEach(terminal.out()::println);
      terminal.out().println("reset; the next start rebuilds everything from the events");
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
