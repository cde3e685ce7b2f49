package dev.headwater.cli.bench;

import dev.headwater.bench.AuthenticationCost;
import dev.headwater.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what authentication costs. */
@Command(
    name = "authentication",
    description = {
      "What authentication costs: the same requests to a server with tokens and to one without, in"
          + " turns, and requests that are open on both as the calibration."
    })
final class BenchAuthenticationCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--rounds",
      defaultValue = "12",
      description = "In each, both servers get all kinds of requests (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--turn",
      paramLabel = "MS",
      defaultValue = "2000",
      description =
          "Milliseconds for which a server gets requests of one kind (default: ${DEFAULT-VALUE}).")
  private int turn;

  private final Terminal terminal;

  BenchAuthenticationCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AuthenticationCost cost =
        new AuthenticationCost(
            new AuthenticationCost.Options(bench.setup(), rounds, Duration.ofMillis(turn)),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(cost.run(), terminal);
  }
}
