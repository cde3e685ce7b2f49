package dev.headwater.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.backup.RestoreRun;
import dev.headwater.app.settings.Settings;
import dev.headwater.backup.Manifest;
import dev.headwater.cli.terminal.CopyProgress;
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

/** Writes a backup into a Kafka without data, or checks a backup. */
@Command(
    name = "restore",
    description = {
      "Writes a backup into a Kafka and a registry where Headwater has no data yet, and compares what"
          + " is there then with the backup. The next 'serve' builds lineage and assets anew.",
      "No instance may run. A restore that was interrupted goes on when it is run again; until it has"
          + " ended, no instance starts."
    })
public final class RestoreCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings that 'serve' will run with. Not needed with --check.")
  private Path config;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder of the backup.")
  private Path folder;

  @Option(
      names = "--check",
      description = "Only read the backup and compare each file with its digest.")
  private boolean check;

  @Option(
      names = "--json",
      description =
          "Print what was done as JSON: {\"restored\":[..]}; with --check, what the folder holds.")
  private boolean json;

  private final Terminal terminal;

  public RestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (check) {
      check();
    } else if (config == null) {
      throw Failure.usage("restore needs --config FILE, or --check to look at the backup only");
    } else {
      restore();
    }
    terminal.out().flush();
    return ExitCode.OK;
  }

  private void check() {
    Manifest manifest = RestoreRun.verify(folder);
    if (json) {
      terminal.out().println(JsonTree.line(BackupText.json(manifest)));
    } else {
      BackupText.lines(manifest).forEach(terminal.out()::println);
      terminal.out().println("every file is as it was written");
    }
  }

  private void restore() {
    Settings settings = Settings.read(Optional.of(config), terminal.environment(), Map.of());
    List<String> done = new RestoreRun(settings).run(folder, new CopyProgress(terminal));
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      done.forEach(answer.putArray("restored")::add);
      terminal.out().println(JsonTree.line(answer));
    } else {
      done.forEach(terminal.out()::println);
      terminal.out().println("restored; the next start builds lineage and assets anew");
    }
  }
}
