package dev.headwater.bench;

import dev.headwater.bench.graph.Backlog;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.CopyJob;
import dev.headwater.bench.harness.Costs;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.harness.Loader;
import dev.headwater.bench.harness.Processor;
import dev.headwater.bench.harness.Profile;
import dev.headwater.bench.report.Median;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import dev.headwater.bench.report.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The result of one run of a throughput benchmark, on a broker of its own.
 *
 * <p>The sources are ingested first. The events are loaded while no processor runs. The clock runs
 * from the first applied event to the moment when everything that the events set off is committed.
 * {@link CopyJob} copies the same events before and after.
 *
 * @param copiesBefore events copied per second, before the measurement
 * @param copiesAfter the same after it
 * @param rate events processed per second
 * @param middleRate the same in the middle of the run
 * @param profile the frames of the recording, if there was one
 */
record BacklogRun(
    Loader.Sent sent,
    double copiesBefore,
    double copiesAfter,
    double rate,
    double middleRate,
    Costs costs,
    List<Table> profile) {

  double calibration() {
    return (copiesBefore + copiesAfter) / 2;
  }

  /** The rate as a part of the calibration. */
  double ratio() {
    return rate / calibration();
  }

  double eventBytes() {
    return (double) sent.bytes() / sent.events();
  }

  /**
   * Runs once, for minutes.
   *
   * @param warmUp the events that are processed before, and not counted
   * @param profile the file for a recording
   * @param say receives a short message at each step
   */
  static BacklogRun of(
      BenchConfig setup,
      Backlog backlog,
      Backlog warmUp,
      Optional<Path> profile,
      Consumer<String> say) {
    say.accept("starting a broker");
    try (Installation on = Installation.start(setup)) {
      Loader loader = new Loader(on);
      long ingested;
      try (Processor processor = Processor.start(on)) {
        processor.awaitReady();
        say.accept("ingesting the sources, and warming up");
        ingested =
            loader
                .load(backlog.ingests(), backlog::ingest)
                .plus(loader.load(warmUp.ingests(), warmUp::ingest))
                .plus(loader.load(warmUp.events(), number -> List.of(warmUp.event(number))))
                .events();
        processor.awaitQuiescence();
      }
      Map<TopicPartition, Long> begin = on.ends(on.topics().events());
      say.accept("loading " + backlog.events() + " events");
      Loader.Sent sent = loader.load(backlog.events(), number -> List.of(backlog.event(number)));
      CopyJob calibration = new CopyJob(on);
      say.accept("calibrating");
      double before = calibration.run("before", begin).rate();
      say.accept("processing");
      Timed timed = process(on, ingested, backlog.events(), profile);
      say.accept("calibrating again");
      double after = calibration.run("after", begin).rate();
      return new BacklogRun(
          sent,
          before,
          after,
          timed.timeline().rate(),
          timed.timeline().middleRate(),
          timed.costs(),
          timed.profile());
    }
  }

  private record Timed(Timeline timeline, Costs costs, List<Table> profile) {}

  private static Timed process(
      Installation on, long ingested, long events, Optional<Path> profile) {
    Optional<Profile> recorder = profile.map(file -> Profile.start());
    try {
      try (Processor processor = Processor.start(on)) {
        Costs.Meter meter = new Costs.Meter(on, processor);
        Timeline timeline = processor.process(ingested, events, meter::begin);
        Instant end = Instant.now();
        Costs costs = meter.end();
        List<Table> frames =
            recorder
                .map(recording -> recording.stop(profile.orElseThrow(), meter.begun(), end))
                .orElse(List.of());
        return new Timed(timeline, costs, frames);
      }
    } finally {
      recorder.ifPresent(Profile::close);
    }
  }

  /**
   * Adds the figures of the median run to a report, with its costs, and a table with the rates of
   * all runs.
   */
  static void addTo(Report report, List<BacklogRun> runs) {
    BacklogRun median = median(runs);
    report
        .figure("events_per_second", median.rate())
        .figure("events_per_second_middle", median.middleRate())
        .figure("calibration_per_second", median.calibration())
        .figure("ratio", median.ratio());
    Table rates =
        new Table(
            "Events a second",
            "run",
            "whole",
            "middle 80 %",
            "copies before",
            "copies after",
            "whole / copies");
    for (int i = 0; i < runs.size(); i++) {
      BacklogRun run = runs.get(i);
      rates.row(
          Integer.toString(i + 1) + (run == median && runs.size() > 1 ? " (median)" : ""),
          run.rate(),
          run.middleRate(),
          run.copiesBefore(),
          run.copiesAfter(),
          run.ratio());
    }
    report.table(rates);
    report.figure("event_bytes", median.eventBytes());
    median.costs().addTo(report, median.sent().events());
    runs.get(runs.size() - 1).profile().forEach(report::table);
  }

  static BacklogRun median(List<BacklogRun> runs) {
    return Median.of(runs, BacklogRun::ratio);
  }
}
