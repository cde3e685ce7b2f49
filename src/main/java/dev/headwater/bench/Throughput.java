package dev.headwater.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how many events per second the processor completes from a backlog on a real broker,
 * including exposures and alerts.
 *
 * <p>The sources are ingested first. The events are loaded while no processor runs. The clock runs
 * from the first applied event to the moment when everything that the events set off is committed.
 * {@link CopyJob} copies the same events before and after.
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
  }

  /** The result of one run. */
  private record Run(
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

    double ratio() {
      return rate / calibration();
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
    List<Run> runs = new ArrayList<>();
    for (int run = 1; run <= options.runs(); run++) {
      boolean last = run == options.runs();
      runs.add(run("run " + run + ": ", last ? options.profile() : Optional.empty()));
    }
    return report(runs);
  }

  private Run run(String prefix, Optional<Path> profile) {
    Consumer<String> say = text -> progress.accept(prefix + text);
    Workload workload = new Workload("", options.shape(), options.seed(), options.events());
    Workload warmUp =
        new Workload("warm-up-", options.shape(), ~options.seed(), options.warmUpEvents());
    say.accept("starting a broker");
    try (Installation on = Installation.start(options.setup())) {
      Loader loader = new Loader(on);
      long ingested;
      try (Processor processor = Processor.start(on)) {
        processor.awaitReady();
        say.accept("ingesting the sources, and warming up");
        ingested =
            loader
                .load(workload.ingests(), workload::ingest)
                .plus(loader.load(warmUp.ingests(), warmUp::ingest))
                .plus(loader.load(warmUp.events(), number -> List.of(warmUp.event(number))))
                .events();
        processor.awaitQuiescence();
      }
      Map<TopicPartition, Long> begin = on.ends(on.topics().events());
      say.accept("loading " + options.events() + " events");
      Loader.Sent sent = loader.load(options.events(), number -> List.of(workload.event(number)));
      CopyJob calibration = new CopyJob(on);
      say.accept("calibrating");
      double before = calibration.run("before", begin).rate();
      say.accept("processing");
      Timed timed = process(on, ingested, profile);
      say.accept("calibrating again");
      double after = calibration.run("after", begin).rate();
      return new Run(
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

  private Timed process(Installation on, long ingested, Optional<Path> profile) {
    Optional<Profile> recorder = profile.map(file -> Profile.start());
    try {
      try (Processor processor = Processor.start(on)) {
        Costs.Meter meter = new Costs.Meter(on, processor);
        Timeline timeline = processor.process(ingested, options.events(), meter::begin);
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

  private Report report(List<Run> runs) {
    Run median = Median.of(runs, Run::ratio);
    Report report = new Report("throughput");
    Environment.describe(options.setup()).forEach(report::setting);
    report
        .setting("shape", options.shape().name().toLowerCase(Locale.ROOT))
        .setting("events", options.events())
        .setting("warm-up", options.warmUpEvents())
        .setting("seed", options.seed())
        .setting("runs", options.runs())
        .setting("calibration", "a Streams job: decode, 1 put, 1 forward, same settings")
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
      Run run = runs.get(i);
      rates.row(
          Integer.toString(i + 1) + (run == median && runs.size() > 1 ? " (median)" : ""),
          run.rate(),
          run.middleRate(),
          run.copiesBefore(),
          run.copiesAfter(),
          run.ratio());
    }
    report.table(rates);
    report.figure("event_bytes", (double) median.sent().bytes() / median.sent().events());
    median.costs().addTo(report, options.events());
    runs.get(runs.size() - 1).profile().forEach(report::table);
    return report;
  }
}
