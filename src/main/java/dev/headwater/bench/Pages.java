package dev.headwater.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.bench.graph.PageGraph;
import dev.headwater.bench.graph.Workload;
import dev.headwater.bench.harness.BackgroundLoad;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.CopyJob;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.harness.Loader;
import dev.headwater.bench.harness.ProcessorProcess;
import dev.headwater.bench.report.Percentiles;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how long the server takes for the pages for people, first without load and then while
 * events come in: from the request to the last byte of the HTML, over HTTP, to a processor in a
 * process of its own. What a browser does with it is not measured.
 *
 * <p>The processor starts twice more after the graph is loaded. A start begins with an empty search
 * index: at the first, searches read rows; at the second, nothing disturbs the building of the
 * index.
 */
public final class Pages {
  private static final String FIRST = "half load, at its begin";
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /**
   * What to run.
   *
   * @param assets of the graph that the pages are about, in {@value PageGraph#LAYERS} layers
   * @param repetitions of each kind of page
   * @param eventsPerSecond what the processor manages; the load is half of it. 0 takes the rate at
   *     which the graph was loaded
   */
  public record Options(
      BenchConfig setup, long assets, int repetitions, double eventsPerSecond, long seed) {
    public Options {
      if (assets < PageGraph.LEAST) {
        throw BenchException.usage("assets must be at least " + PageGraph.LEAST);
      }
      if (repetitions < 1) {
        throw BenchException.usage("repetitions must be at least 1");
      }
    }
  }

  private final Options options;
  private final Consumer<String> progress;
  private final PageGraph graph;
  private final List<PageRequest> requests;

  /**
   * @param progress receives a short message at each step
   */
  public Pages(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.graph = new PageGraph(options.seed(), options.assets());
    this.requests = PageRequest.all(graph);
  }

  /** The rate of loading, and what the half load is made of. */
  private record Loaded(double eventsPerSecond, Workload background) {}

  /**
   * The load, and what was waiting after it.
   *
   * @param first the times from a second after the load began. Before the load, the processor had
   *     processed no event since its start
   */
  private record Half(
      PageTimes first, PageTimes times, double perSecond, long sent, long backlog, long waiting) {}

  private record Found(PageTimes rows, double indexSeconds, PageTimes quiet, Half half) {}

  /** Runs the benchmark, for about a minute, and longer with more assets. */
  public Report run() {
    progress.accept("starting a broker");
    try (Installation on = Installation.start(options.setup())) {
      Loaded loaded = load(on);
      Found found = measure(on, loaded);
      long refused = sum(on.ends(on.topics().quarantine()));
      progress.accept("calibrating");
      Map<TopicPartition, Long> begin = new LinkedHashMap<>(on.ends(on.topics().events()));
      begin.replaceAll((partition, end) -> 0L);
      double copies = new CopyJob(on).run("pages", begin).rate();
      return report(found, refused, copies);
    }
  }

  private Loaded load(Installation on) {
    Loader loader = new Loader(on);
    try (ProcessorProcess processor = ProcessorProcess.start(on)) {
      processor.awaitReady();
      // Its events must not have the ids of the graph's.
      Workload background = BackgroundLoad.prepare(loader, ~options.seed());
      processor.awaitQuiescence();
      progress.accept("loading " + graph.assets() + " assets");
      long begin = System.nanoTime();
      loader.load(graph.assets(), number -> List.of(graph.event(number)));
      processor.awaitQuiescence();
      return new Loaded(graph.assets() / ((System.nanoTime() - begin) / 1e9), background);
    }
  }

  private Found measure(Installation on, Loaded loaded) {
    progress.accept("searching without an index");
    PageTimes rows;
    try (ProcessorProcess processor = ProcessorProcess.start(on)) {
      processor.awaitReady();
      rows =
          PageTimes.whileScanned(
              processor,
              requests.stream().filter(PageRequest::isSearch).toList(),
              options.setup().partitions());
    }
    progress.accept("building the index");
    try (ProcessorProcess processor = ProcessorProcess.start(on)) {
      double indexSeconds = processor.awaitSearchIndex();
      progress.accept("warming up");
      PageTimes.load(processor, requests, -options.repetitions(), options.repetitions());
      progress.accept("measuring, quiet");
      PageTimes quiet = PageTimes.load(processor, requests, 0, options.repetitions());
      return new Found(rows, indexSeconds, quiet, underLoad(on, processor, loaded));
    }
  }

  private Half underLoad(Installation on, ProcessorProcess processor, Loaded loaded) {
    double most =
        options.eventsPerSecond() > 0 ? options.eventsPerSecond() : loaded.eventsPerSecond();
    progress.accept(String.format("measuring, under %.0f events/s", most / 2));
    try (BackgroundLoad load = BackgroundLoad.start(on, loaded.background(), most / 2)) {
      sleep(SETTLE);
      PageTimes first =
          PageTimes.load(processor, requests, -options.repetitions(), options.repetitions());
      PageTimes times =
          PageTimes.load(processor, requests, options.repetitions(), options.repetitions());
      JsonNode lag = processor.get("/api/v1/status").path("lag");
      return new Half(
          first,
          times,
          load.eventsPerSecond(),
          load.sent(),
          lag.path("events").asLong() + lag.path("graph").asLong(),
          processor.searchWaiting());
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private Report report(Found found, long refused, double copies) {
    Report report = new Report("pages");
    Environment.describe(options.setup()).forEach(report::setting);
    report
        .setting(
            "assets", graph.assets() + ", two edges into each, " + PageGraph.LAYERS + " layers")
        .setting("repetitions", options.repetitions() + " of each, in turn")
        .setting("seed", options.seed())
        .setting("half load", String.format("%.0f events/s", found.half().perSecond()))
        .setting("calibration", "a Streams job: decode, 1 put, 1 forward, same settings")
        .figure("assets", graph.assets())
        .figure("half_load_events_per_second", found.half().perSecond())
        .figure("half_load_events_sent", found.half().sent())
        .figure("quarantined_events", refused);
    add(report, "quiet", found.quiet());
    add(report, FIRST, found.half().first());
    add(report, "half load", found.half().times());
    report.table(trust(report, found));
    index(report, found);
    return against(report, found.quiet(), copies);
  }

  private static void add(Report report, String load, PageTimes times) {
    Table table =
        new Table("Milliseconds from request to page, " + load, "page", "p50", "p90", "p99", "max");
    times
        .percentiles()
        .forEach(
            (name, of) -> {
              table.row(name, of.median(), of.at(90), of.at(99), of.max());
              report
                  .figure(key(load + " " + name + " p50 ms"), of.median())
                  .figure(key(load + " " + name + " p99 ms"), of.at(99));
            });
    times.shown().forEach((name, shown) -> report.figure(key(load + " " + name + " shown"), shown));
    report.table(table);
  }

  private static String key(String words) {
    return words.replaceAll("[^a-z0-9]+", "_");
  }

  /** How much to trust the times. */
  private Table trust(Report report, Found found) {
    Table table = new Table("What the pages said of themselves", "what", "quiet", "half load");
    Map<String, Double> quiet = found.quiet().shown();
    Map<String, Double> half = found.half().times().shown();
    quiet.forEach(
        (name, shown) -> table.row(name + ": " + whatIsShown(name), shown, half.get(name)));
    report
        .figure("quiet_pages", found.quiet().pages())
        .figure("quiet_pages_unsure", found.quiet().unsure())
        .figure(key(FIRST + " pages unsure"), found.half().first().unsure())
        .figure("half_load_pages_unsure", found.half().times().unsure())
        .figure("quiet_partitions_scanned", found.quiet().mostScanned())
        .figure(key(FIRST + " partitions scanned"), found.half().first().mostScanned())
        .figure("half_load_partitions_scanned", found.half().times().mostScanned())
        .figure("half_load_backlog_at_end_records", found.half().backlog())
        .figure("half_load_search_waiting_at_end", found.half().waiting());
    return table
        .row("pages", found.quiet().pages(), found.half().times().pages())
        .row("pages that may be incomplete", found.quiet().unsure(), found.half().times().unsure())
        .row("the same at the begin of half load", "-", found.half().first().unsure())
        .row(
            "partitions that were not in the index, at most",
            found.quiet().mostScanned(),
            found.half().times().mostScanned());
  }

  private static String whatIsShown(String name) {
    return switch (name) {
      case "overview", "alerts" -> "alerts";
      case "gate" -> "verdicts";
      default -> name.startsWith(PageRequest.SEARCH) ? "rows" : "assets drawn";
    };
  }

  private void index(Report report, Found found) {
    double rate = graph.assets() / found.indexSeconds();
    report
        .figure("index_seconds", found.indexSeconds())
        .figure("index_assets_per_second", rate)
        .table(
            new Table("The search index, built at the start of a process", "what", "figure")
                .row("assets", graph.assets())
                .row("seconds", found.indexSeconds())
                .row("assets a second", rate));
    Map<String, Percentiles> rows = found.rows().percentiles();
    Map<String, Percentiles> indexed = found.quiet().percentiles();
    report.figure("searches_of_rows", found.rows().pages());
    if (rows.isEmpty()) {
      report.setting("search of rows", "not measured: the index was built before");
      return;
    }
    Table table =
        new Table(
            "Milliseconds of a search, median: of rows (right after a start, while the index is"
                + " built), and by the index",
            "search",
            "searches of rows",
            "of rows",
            "by the index");
    rows.forEach(
        (name, of) -> {
          table.row(name, of.count(), of.median(), indexed.get(name).median());
          report.figure(key("rows " + name + " p50 ms"), of.median());
        });
    report.table(table);
  }

  private static Report against(Report report, PageTimes quiet, double copies) {
    Table table = new Table("Against the calibration, quiet", "what", "a second", "copies / this");
    quiet
        .percentiles()
        .forEach(
            (name, of) -> {
              double rate = 1_000 / of.median();
              table.row(name, rate, copies / rate);
              report.figure(key(name + " ratio"), rate / copies);
            });
    double drawn =
        quiet.shown().get(PageRequest.UPSTREAM)
            / (quiet.percentiles().get(PageRequest.UPSTREAM).median() / 1_000);
    return report
        .figure("calibration_per_second", copies)
        .figure("nodes_drawn_per_second", drawn)
        .figure("ratio", drawn / copies)
        .table(
            table
                .row("assets drawn upstream", drawn, copies / drawn)
                .row("copies (calibration)", copies, 1));
  }
}
