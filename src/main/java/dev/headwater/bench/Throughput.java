package dev.headwater.bench;

import dev.headwater.bench.graph.Shape;
import dev.headwater.bench.graph.Workload;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures how many events per second the processor completes from a backlog on a real broker,
 * including exposures and alerts. See {@link BacklogRun} for how a run goes.
 */
public final class Throughput {

  /**
   * What to run.
   *
   * @param events at least 10
   * @param warmUpEvents processed before the measurement and not counted; at least 10
   * @param seed of the events
   * @param runs each on a broker of its own; the report shows the median run
   * @param profile the file for a recording of the last run; the report then lists its frames
   */
  public record Options(
      BenchConfig setup,
      Shape shape,
      long events,
      long warmUpEvents,
      long seed,
      int runs,
      Optional<Path> profile) {
    private static final int LEAST_EVENTS = 10;

    public Options {
      if (events < LEAST_EVENTS || warmUpEvents < LEAST_EVENTS) {
        throw BenchException.usage(
            "at least " + LEAST_EVENTS + " events are needed, and as many to warm up");
      }
      if (runs < 1) {
        throw BenchException.usage("runs must be at least 1, not " + runs);
      }
    }

    /** The file for a recording of this run, numbered from 1: only the last one is recorded. */
    Optional<Path> profileOf(int run) {
      return run == runs ? profile : Optional.empty();
    }

    /** Adds what was run to a report. */
    void describe(Report report) {
      Environment.describe(setup).forEach(report::setting);
      report
          .setting("shape", shape.name().toLowerCase(Locale.ROOT))
          .setting("events", events)
          .setting("warm-up", warmUpEvents)
          .setting("seed", seed)
          .setting("runs", runs)
          .setting("calibration", "a Streams job: decode, 1 put, 1 forward, same settings");
    }
  }

  private final Options options;
  private final Consumer<String> progress;

  /**
   * @param progress receives a short message at each step
   */
  public Throughput(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs the benchmark, for minutes. */
  public Report run() {
    List<BacklogRun> runs = new ArrayList<>();
    for (int run = 1; run <= options.runs(); run++) {
      String prefix = "run " + run + ": ";
      runs.add(
          BacklogRun.of(
              options.setup(),
              new Workload("", options.shape(), options.seed(), options.events()),
              new Workload("warm-up-", options.shape(), ~options.seed(), options.warmUpEvents()),
              options.profileOf(run),
              text -> progress.accept(prefix + text)));
    }
    Report report = new Report("throughput");
    options.describe(report);
    BacklogRun.addTo(report, runs);
    return report;
  }
}
