package dev.headwater.bench;

import dev.headwater.bench.graph.LanguageCounts;
import dev.headwater.bench.graph.Pipeline;
import dev.headwater.bench.report.Median;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures what it costs that events state who is represented. Runs the two forms of a {@link
 * Pipeline} in turns, each on a broker of its own. Every second time the other form goes first, so
 * that a machine that becomes slower favours neither.
 *
 * <p>The two forms differ in the size of their events, so each has its own calibration, which
 * contains the cost of decoding them.
 */
public final class CompositionCost {
  private static final String WITHOUT = "without";
  private static final String WITH = "with";

  /** Figures of one form that are compared, with their names for people. */
  private static final Map<String, String> WORK = new LinkedHashMap<>();

  static {
    WORK.put("event_bytes", "bytes of the event");
    WORK.put("records_consumed_per_event", "records read");
    WORK.put("records_produced_per_event", "records written");
    WORK.put("produced_per_event_headwater.graph", "of these, commands");
    WORK.put("produced_per_event_headwater.alerts", "of these, alerts");
    WORK.put("bytes_produced_per_event", "bytes written");
    WORK.put("store_gets_per_event", "gets of the store");
    WORK.put("store_puts_per_event", "puts and deletes of the store");
    WORK.put("store_scans_per_event", "scans of the store");
    WORK.put("stream_threads_us_per_event", "us of stream threads");
  }

  private final Throughput.Options options;
  private final Consumer<String> progress;

  /**
   * @param options {@code runs} counts pairs of runs; the recording is of the last run with
   *     compositions
   * @param progress receives a short message at each step
   */
  public CompositionCost(Throughput.Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Two runs one after the other. */
  private record Pair(BacklogRun without, BacklogRun with) {
    /** The events per second with compositions, as a part of those without. */
    double rates() {
      return with.rate() / without.rate();
    }

    double calibrations() {
      return with.calibration() / without.calibration();
    }
  }

  /** Runs the benchmark, for minutes. */
  public Report run() {
    List<Pair> pairs = new ArrayList<>();
    for (int number = 1; number <= options.runs(); number++) {
      if (number % 2 == 1) {
        BacklogRun without = run(number, false);
        pairs.add(new Pair(without, run(number, true)));
      } else {
        BacklogRun with = run(number, true);
        pairs.add(new Pair(run(number, false), with));
      }
    }
    return report(pairs);
  }

  private BacklogRun run(int number, boolean stated) {
    String prefix = "run " + number + ", " + (stated ? WITH : WITHOUT) + " compositions: ";
    return BacklogRun.of(
        options.setup(),
        new Pipeline("", options.shape(), options.seed(), options.events(), stated),
        new Pipeline("warm-up-", options.shape(), ~options.seed(), options.warmUpEvents(), stated),
        stated ? options.profileOf(number) : Optional.empty(),
        text -> progress.accept(prefix + text));
  }

  private Report report(List<Pair> pairs) {
    Report report = new Report("throughput --composition");
    options.describe(report);
    Pair median = Median.of(pairs, Pair::rates);
    report
        .setting(
            "compositions",
            "up to "
                + LanguageCounts.LANGUAGES
                + " languages on each dataset made and each dataset filtered or trained on;"
                + " targets on each training")
        .figure("with_over_without", median.rates())
        .figure("calibration_with_over_without", median.calibrations());
    Table rates =
        new Table(
            "Events a second, whole run",
            "pair",
            WITHOUT,
            WITH,
            "with / without",
            "whole / copies, without",
            "whole / copies, with",
            "copies, with / without");
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      rates.row(
          Integer.toString(i + 1) + (pair == median && pairs.size() > 1 ? " (median)" : ""),
          pair.without().rate(),
          pair.with().rate(),
          pair.rates(),
          pair.without().ratio(),
          pair.with().ratio(),
          pair.calibrations());
    }
    Report without = part(WITHOUT, pairs.stream().map(Pair::without).toList());
    Report with = part(WITH, pairs.stream().map(Pair::with).toList());
    return report
        .table(rates)
        .table(work(without.figures(), with.figures()))
        .add(WITHOUT, without)
        .add(WITH, with);
  }

  private static Report part(String form, List<BacklogRun> runs) {
    Report part = new Report(form);
    BacklogRun.addTo(part, runs);
    return part;
  }

  /** What depends little on the speed of the machine, of the median runs. */
  private static Table work(Map<String, Number> without, Map<String, Number> with) {
    Table table = new Table("Work, per event", "what", WITHOUT, WITH, "more");
    WORK.forEach(
        (name, what) -> {
          double before = without.getOrDefault(name, 0).doubleValue();
          double after = with.getOrDefault(name, 0).doubleValue();
          table.row(what, before, after, after - before);
        });
    return table;
  }
}
