package dev.headwater.cli.bench;

import dev.headwater.bench.faults.FaultRunException;
import dev.headwater.bench.faults.KillReport;
import dev.headwater.bench.faults.KillRun;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills jobs that emit events, and checks whether events are lost. */
@Command(
    name = "kills",
    description = {
      "Kills jobs (kill -9) that emit through the client, at random moments and within 100 ms of"
          + " their first emit, with a real broker that is there or away; then compares the topic"
          + " with the events for which emit had returned.",
      "Exits 0 if none is lost, 1 if some are."
    })
final class BenchKillsCommand implements Callable<Integer> {

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "Jobs that are killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Makes the same jobs and the same plan again; default: any.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, as JSON.")
  private Optional<Path> json = Optional.empty();

  private final Terminal terminal;

  BenchKillsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      KillReport report =
          KillRun.run(
              new KillRun.Options(
                  kills, seed.orElseGet(() -> (long) new Random().nextInt(1_000_000))),
              this::say);
      say("");
      report.lines().forEach(this::say);
      if (json.isPresent()) {
        Files.writeString(json.get(), report.json() + "\n");
      }
      return report.isGood() ? ExitCode.OK : ExitCode.NO;
    } catch (IllegalArgumentException wrong) {
      throw Failure.cannot(wrong.getMessage(), wrong);
    } catch (FaultRunException cannot) {
      throw Failure.cannot(cannot.getMessage(), cannot);
    } catch (IOException failed) {
      throw Failure.cannot("cannot write " + json.get() + ": " + failed.getMessage(), failed);
    }
  }

  private void say(String line) {
    terminal.out().println(line);
    terminal.out().flush();
  }
}
