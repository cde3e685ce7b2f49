package dev.headwater.bench;

import dev.headwater.bench.graph.Workload;
import dev.headwater.bench.report.Median;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures what the metrics of the stream cost. Runs the same events with and without them in
 * turns, each on a broker of its own. Every second time the other one goes first, so that a machine
 * that becomes slower favours neither.
 */
public final class MetricsCost {
  private static final String KEY = "metrics.stream";
  private static final String ON = "on";
  private static final String OFF = "off";

  private final Throughput.Options options;
  private final Consumer<String> progress;

  /**
   * @param options {@code runs} counts pairs of runs; the recording is of the last run with metrics
   * @param progress receives a short message at each step
   */
  public MetricsCost(Throughput.Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Two runs one after the other. */
  private record Pair(BacklogRun off, BacklogRun on) {
    /** The events per second with metrics, as a part of those without. */
    double rates() {
      return on.rate() / off.rate();
    }

    /** The same of the ratios to the calibrations, which the speed of the machine is not in. */
    double ratios() {
      return on.ratio() / off.ratio();
    }
  }

  /** Runs the benchmark, for minutes. */
  public Report run() {
    List<Pair> pairs = new ArrayList<>();
    for (int number = 1; number <= options.runs(); number++) {
      if (number % 2 == 1) {
        BacklogRun off = run(number, OFF);
        pairs.add(new Pair(off, run(number, ON)));
      } else {
        BacklogRun on = run(number, ON);
        pairs.add(new Pair(run(number, OFF), on));
      }
    }
    return report(pairs);
  }

  private BacklogRun run(int number, String metrics) {
    String prefix = "run " + number + ", metrics " + metrics + ": ";
    return BacklogRun.of(
        options.setup().with(KEY, metrics),
        new Workload("", options.shape(), options.seed(), options.events()),
        new Workload("warm-up-", options.shape(), ~options.seed(), options.warmUpEvents()),
        metrics.equals(ON) ? options.profileOf(number) : Optional.empty(),
        text -> progress.accept(prefix + text));
  }

  private Report report(List<Pair> pairs) {
    Report report = new Report("throughput --compare-metrics");
    options.describe(report);
    Pair median = Median.of(pairs, Pair::ratios);
    report
        .figure("on_over_off", median.rates())
        .figure("on_over_off_to_calibrations", median.ratios());
    Table rates =
        new Table(
            "Events a second, whole run",
            "pair",
            OFF,
            ON,
            "on / off",
            "whole / copies, off",
            "whole / copies, on",
            "these, on / off");
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      rates.row(
          Integer.toString(i + 1) + (pair == median && pairs.size() > 1 ? " (median)" : ""),
          pair.off().rate(),
          pair.on().rate(),
          pair.rates(),
          pair.off().ratio(),
          pair.on().ratio(),
          pair.ratios());
    }
    return report
        .table(rates)
        .add(OFF, part(OFF, pairs.stream().map(Pair::off).toList()))
        .add(ON, part(ON, pairs.stream().map(Pair::on).toList()));
  }

  private static Report part(String form, List<BacklogRun> runs) {
    Report part = new Report(form);
    BacklogRun.addTo(part, runs);
    return part;
  }
}
