package dev.headwater.cli.bench;

import dev.headwater.bench.faults.FaultReport;
import dev.headwater.bench.faults.FaultRun;
import dev.headwater.bench.faults.FaultRunException;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills, pauses, adds and removes real processes while events arrive, and checks the results. */
@Command(
    name = "faults",
    description = {
      "Runs a real broker and one to three processors, kills them (kill -9), pauses them past their"
          + " session timeout, adds and removes some, while random events come in; then holds all"
          + " that they hold and told, and the answers of every processor, against a batch"
          + " computation over the same events. Every answer given meanwhile about an asset, its"
          + " lineage, exposures, alerts or gate is held against what it may and must reflect.",
      "Exits 0 if nothing differs, 1 if something does. Needs sh and kill."
    })
final class BenchFaultsCommand implements Callable<Integer> {

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "1",
      description = "How long events come in and faults happen (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Makes the same events and the same plan of faults again; default: any.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "Events a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--processors",
      paramLabel = "N",
      description =
          "How many processors there are at the beginning, from 1 to 3; default: the seed decides.")
  private Optional<Integer> processors = Optional.empty();

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "How long it may take after a minute of faults until all agrees (default:"
              + " ${DEFAULT-VALUE}).")
  private int settle;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, as JSON.")
  private Optional<Path> json = Optional.empty();

  private final Terminal terminal;

  BenchFaultsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      FaultReport report =
          FaultRun.run(
              new FaultRun.Options(
                  minutes,
                  seed.orElseGet(() -> (long) new Random().nextInt(1_000_000)),
                  rate,
                  Duration.ofSeconds(settle),
                  processors.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                  FaultRun.Options.ASSETS_AT_REST,
                  Map.of()),
              this::say);
      say("");
      report.lines().forEach(this::say);
      if (json.isPresent()) {
        Files.writeString(json.get(), report.json() + "\n");
      }
      return report.differences().isEmpty() ? ExitCode.OK : ExitCode.NO;
    } catch (IllegalArgumentException wrong) {
      throw Failure.usage(wrong.getMessage(), wrong);
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
