package dev.headwater.cli;

import dev.headwater.cli.bench.BenchCommand;
import dev.headwater.cli.demo.DemoCommand;
import dev.headwater.cli.emit.EmitCommand;
import dev.headwater.cli.emit.ImportCommand;
import dev.headwater.cli.operate.BackupCommand;
import dev.headwater.cli.operate.DevCommand;
import dev.headwater.cli.operate.EraseCommand;
import dev.headwater.cli.operate.RepartitionCommand;
import dev.headwater.cli.operate.ResetCommand;
import dev.headwater.cli.operate.RestoreCommand;
import dev.headwater.cli.operate.ServeCommand;
import dev.headwater.cli.operate.TokenCommand;
import dev.headwater.cli.operate.TopicsCommand;
import dev.headwater.cli.quarantine.QuarantineCommand;
import dev.headwater.cli.read.AlertsCommand;
import dev.headwater.cli.read.CardCommand;
import dev.headwater.cli.read.DecisionsCommand;
import dev.headwater.cli.read.ExportCommand;
import dev.headwater.cli.read.FitnessCommand;
import dev.headwater.cli.read.GateCommand;
import dev.headwater.cli.read.GraphCommand;
import dev.headwater.cli.read.LineageCommand;
import dev.headwater.cli.read.RepresentationCommand;
import dev.headwater.cli.terminal.Terminal;
import java.util.List;

/**
 * The commands. Each is created only when it is wanted: reading the options of all of them takes
 * longer than running one that asks a server.
 */
final class Commands {

  /** The names, in the order of the help. */
  private static final List<String> NAMES =
      List.of(
          "dev",
          "demo",
          "serve",
          "emit",
          "lineage",
          "graph",
          "alerts",
          "gate",
          "card",
          "export",
          "import",
          "representation",
          "fitness",
          "decisions",
          "token",
          "quarantine",
          "topics",
          "reset",
          "backup",
          "restore",
          "erase",
          "repartition",
          "bench");

  private Commands() {}

  /** The commands needed for a command line: the one that it names, or all, for the help. */
  static List<String> neededFor(String[] arguments) {
    return arguments.length > 0 && NAMES.contains(arguments[0]) ? List.of(arguments[0]) : NAMES;
  }

  static Object create(String name, Terminal terminal) {
    return switch (name) {
      case "dev" -> new DevCommand(terminal);
      case "demo" -> new DemoCommand(terminal);
      case "serve" -> new ServeCommand(terminal);
      case "emit" -> new EmitCommand(terminal);
      case "lineage" -> new LineageCommand(terminal);
      case "graph" -> new GraphCommand(terminal);
      case "alerts" -> new AlertsCommand(terminal);
      case "gate" -> new GateCommand(terminal);
      case "card" -> new CardCommand(terminal);
      case "export" -> new ExportCommand(terminal);
      case "import" -> new ImportCommand(terminal);
      case "representation" -> new RepresentationCommand(terminal);
      case "fitness" -> new FitnessCommand(terminal);
      case "decisions" -> new DecisionsCommand(terminal);
      case "token" -> new TokenCommand(terminal);
      case "quarantine" -> QuarantineCommand.line(terminal);
      case "topics" -> new TopicsCommand(terminal);
      case "reset" -> new ResetCommand(terminal);
      case "backup" -> new BackupCommand(terminal);
      case "restore" -> new RestoreCommand(terminal);
      case "erase" -> new EraseCommand(terminal);
      case "repartition" -> new RepartitionCommand(terminal);
      case "bench" -> BenchCommand.line(terminal);
      default -> throw new IllegalArgumentException("no such command: " + name);
    };
  }
}
