package dev.headwater.cli.bench;

import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.report.Report;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that all benchmarks have, and the output of their results. */
final class BenchOptions {

  @Option(
      names = "--partitions",
      defaultValue = "8",
      description = "Partitions of the topics (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Threads of the processor (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the processor, as in a file for serve.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--broker-heap",
      paramLabel = "MB",
      defaultValue = "1024",
      description = "Heap of the broker's process (default: ${DEFAULT-VALUE}).")
  private int brokerHeap;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, as JSON.")
  private Optional<Path> json = Optional.empty();

  /** The seed from which the events are generated. */
  long seed() {
    return seed;
  }

  BenchConfig setup() {
    if (partitions < 1 || threads < 1) {
      throw Failure.usage("--partitions and --threads must be at least 1");
    }
    return new BenchConfig(partitions, threads, brokerHeap, settings);
  }

  /** Prints the report, and writes it to a file if the user wants that; returns the exit code. */
  int answer(Report report, Terminal terminal) {
    report.print(terminal.out());
    json.ifPresent(
        file -> {
          try {
            Files.writeString(file, report.json() + "\n");
          } catch (IOException failed) {
            throw Failure.cannot("cannot write " + file + ": " + failed.getMessage(), failed);
          }
        });
    return ExitCode.OK;
  }

  /** Prints progress to standard error. */
  static void say(Terminal terminal, String what) {
    terminal.err().println(what);
    terminal.err().flush();
  }
}
