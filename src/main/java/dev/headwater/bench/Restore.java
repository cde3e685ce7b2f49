package dev.headwater.bench;

import dev.headwater.bench.graph.LayeredGraph;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.harness.Folder;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.harness.Loader;
import dev.headwater.bench.harness.ProcessorProcess;
import dev.headwater.bench.report.Median;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how long a killed processor (kill -9) with much state takes to serve again: from the
 * start of a new process until {@code /readyz} answers 200. Each run measures it with the state
 * folder that the killed process left, and without a state folder.
 */
public final class Restore {
  private static final String STATE_CHANGELOG = "headwater-graph-changelog";

  /**
   * What to run.
   *
   * @param assets in the state, two of three with four edges into them; at least 1
   * @param runs of each kind; the report shows the median
   */
  public record Options(BenchConfig setup, long assets, int runs, long seed) {
    public Options {
      if (assets < 1 || runs < 1) {
        throw BenchException.usage("assets and runs must be at least 1");
      }
    }
  }

  /** The seconds of each run, until ready and until all events are processed. */
  private record Times(List<Double> ready, List<Double> caughtUp) {}

  private static final int EDGES = 4;
  private static final int MORE_EVENTS = 1_000;

  private final Options options;
  private final Consumer<String> progress;
  private long made;

  /**
   * @param progress receives a short message at each step
   */
  public Restore(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs the benchmark; most of the time goes into processing the events. */
  public Report run() {
    progress.accept("starting a broker");
    Times kept = new Times(new ArrayList<>(), new ArrayList<>());
    Times removed = new Times(new ArrayList<>(), new ArrayList<>());
    try (Installation on = Installation.start(options.setup())) {
      LayeredGraph bulk = new LayeredGraph(options.seed(), EDGES);
      ProcessorProcess processor = ProcessorProcess.start(on);
      processor.awaitReady();
      progress.accept("growing to " + options.assets() + " assets");
      add(on, bulk, options.assets());
      processor.awaitQuiescence();
      for (int run = 1; run <= options.runs(); run++) {
        progress.accept("run " + run + ": kill -9 while it processes, state kept");
        kill(on, bulk, processor);
        processor = serveAgain(on, kept);
        progress.accept("run " + run + ": kill -9 while it processes, state removed");
        kill(on, bulk, processor);
        Folder.delete(on.stateFolder());
        processor = serveAgain(on, removed);
      }
      Installation.TopicSize changelog = on.size(STATE_CHANGELOG);
      processor.close();
      return report(kept, removed, changelog);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void add(Installation on, LayeredGraph bulk, long events) {
    long from = made;
    new Loader(on).load(events, number -> List.of(bulk.event(from + number)));
    made += events;
  }

  /**
   * Kills the processor while it processes events, so that most likely a transaction is open. A
   * processor at rest leaves nothing to undo.
   */
  private void kill(Installation on, LayeredGraph bulk, ProcessorProcess processor) {
    add(on, bulk, MORE_EVENTS);
    processor.kill();
  }

  private static ProcessorProcess serveAgain(Installation on, Times times) {
    long begin = System.nanoTime();
    ProcessorProcess processor = ProcessorProcess.start(on);
    processor.awaitReady();
    times.ready().add((System.nanoTime() - begin) / 1e9);
    processor.awaitQuiescence();
    times.caughtUp().add((System.nanoTime() - begin) / 1e9);
    return processor;
  }

  private Report report(Times kept, Times removed, Installation.TopicSize changelog) {
    Report report = new Report("restore");
    Environment.describe(options.setup()).forEach(report::setting);
    report
        .setting("assets", options.assets() + ", " + EDGES + " edges into two of three")
        .setting("runs", options.runs() + " of each; medians")
        .setting("seed", options.seed())
        .figure("state_kept_seconds", median(kept.ready()))
        .figure("state_kept_caught_up_seconds", median(kept.caughtUp()))
        .figure("state_removed_seconds", median(removed.ready()))
        .figure("state_removed_caught_up_seconds", median(removed.caughtUp()))
        .figure("changelog_records", changelog.records())
        .figure("records_per_second", changelog.records() / median(removed.ready()));
    Table table =
        new Table(
            "Seconds from the start after kill -9",
            "state folder",
            "to /readyz",
            "slowest",
            "until all is processed",
            "changelog records",
            "records/s");
    row(table, "kept", kept, changelog.records());
    row(table, "removed", removed, changelog.records());
    return report.table(table);
  }

  private static void row(Table table, String state, Times times, long records) {
    table.row(
        state,
        median(times.ready()),
        times.ready().stream().mapToDouble(seconds -> seconds).max().orElse(0),
        median(times.caughtUp()),
        records,
        records / median(times.ready()));
  }

  private static double median(List<Double> seconds) {
    return Median.of(seconds, one -> one);
  }
}
