package dev.headwater.cli.bench;

import dev.headwater.bench.Markers;
import dev.headwater.bench.Scale;
import dev.headwater.bench.scale.Form;
import dev.headwater.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates sizes that one machine cannot measure. */
@Command(
    name = "scale",
    description = {
      "Simulates sizes that one machine cannot measure, with measured costs: what a cluster needs,"
          + " and what breaks first.",
      "It needs no broker, and the same seed gives the same answer. SCALE.md says what the figures"
          + " are worth."
    })
final class BenchScaleCommand implements Callable<Integer> {

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(
      names = "--assets",
      split = ",",
      defaultValue = "1000000",
      description = "Numbers of assets (default: ${DEFAULT-VALUE}).")
  private List<Long> assets = List.of();

  @Option(
      names = "--events-per-second",
      split = ",",
      defaultValue = "1000",
      description = "Rates, each with each number of assets (default: ${DEFAULT-VALUE}).")
  private List<Long> rates = List.of();

  @Option(
      names = "--cluster",
      paramLabel = "PARTITIONS,INSTANCES,BROKERS",
      split = ",",
      description =
          "Simulate this cluster, of instances with --cores each (default: the smallest one that is"
              + " enough).")
  private List<Integer> cluster = List.of();

  @Option(
      names = "--cores",
      defaultValue = "16",
      description =
          "The most cores of an instance; half of them are stream threads (default:"
              + " ${DEFAULT-VALUE}).")
  private int cores;

  @Option(
      names = "--replication",
      defaultValue = "3",
      description = "Replicas of each topic (default: ${DEFAULT-VALUE}).")
  private int replication;

  @Option(
      names = "--standbys",
      defaultValue = "1",
      description = "Warm copies of the state (default: ${DEFAULT-VALUE}).")
  private int standbys;

  @Option(
      names = "--tail",
      defaultValue = "0.8",
      description =
          "How uneven names are written: the exponent of their frequencies; 0 is evenly (default:"
              + " ${DEFAULT-VALUE}).")
  private double tail;

  @Option(
      names = "--sample",
      defaultValue = "100000",
      description = "Events that are played for each row (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--markers",
      description =
          "Do not simulate; measure on a real broker what a transaction costs by the number of"
              + " partitions that it wrote to.")
  private boolean markers;

  private final Terminal terminal;

  BenchScaleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (markers) {
      Markers measured = new Markers(bench.setup(), what -> BenchOptions.say(terminal, what));
      return bench.answer(measured.run(), terminal);
    }
    Scale scale =
        new Scale(
            new Scale.Options(
                assets,
                rates,
                cluster,
                cores,
                replication,
                standbys,
                Form.DEFAULT.withWriteTail(tail),
                sample,
                bench.seed()),
            what -> BenchOptions.say(terminal, what));
    return bench.answer(scale.run(), terminal);
  }
}
