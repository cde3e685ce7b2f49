package dev.headwater.cli.operate;

import dev.headwater.app.backup.BackupRun;
import dev.headwater.app.settings.Settings;
import dev.headwater.backup.Manifest;
import dev.headwater.cli.terminal.CopyProgress;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a backup into files. */
@Command(
    name = "backup",
    description = {
      "Writes what cannot be derived into a folder: events, OpenLineage events and their state, alerts,"
          + " and the quarantine. Instances may run meanwhile.",
      "A later run into the same folder adds what came since. 'restore' reads the folder."
    })
public final class BackupCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The settings that 'serve' runs with.")
  private Path config;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder of the backup; it is created if it is missing.")
  private Path folder;

  @Option(
      names = "--json",
      description = "Print what the folder holds as JSON: {\"startedAt\",\"topics\":[..],..}.")
  private boolean json;

  private final Terminal terminal;

  public BackupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Settings settings = Settings.read(Optional.of(config), terminal.environment(), Map.of());
    Manifest manifest = new BackupRun(settings).run(folder, new CopyProgress(terminal));
    if (json) {
      terminal.out().println(JsonTree.line(BackupText.json(manifest)));
    } else {
      BackupText.lines(manifest).forEach(terminal.out()::println);
    }
    terminal.out().flush();
    return ExitCode.OK;
  }
}
