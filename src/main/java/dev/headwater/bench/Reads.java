package dev.headwater.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.bench.graph.DerivedGraph;
import dev.headwater.bench.graph.ReadGraph;
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
import dev.headwater.model.Asset;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how long the API takes to answer, first without load and then while events come in: from
 * the request to the last byte of the answer, over HTTP, to a processor in a process of its own.
 */
public final class Reads {
  private static final String UPSTREAM = "lineage upstream";
  private static final int DERIVED_FROM = 1_000;
  private static final String REPRESENTATION =
      String.format("representation, %,d assets upstream", DERIVED_FROM);
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /**
   * What to run.
   *
   * @param assets of the graph that is read, in {@value ReadGraph#LAYERS} layers
   * @param nodes in a subgraph, at most
   * @param repetitions of each kind of request
   * @param eventsPerSecond what the processor manages; the load is half of it. 0 takes the rate at
   *     which the graph was loaded
   */
  public record Options(
      BenchConfig setup,
      long assets,
      int nodes,
      int repetitions,
      double eventsPerSecond,
      long seed) {
    public Options {
      if (assets < 2L * ReadGraph.LAYERS) {
        throw BenchException.usage("assets must be at least " + 2 * ReadGraph.LAYERS);
      }
      if (nodes < 1 || repetitions < 1) {
        throw BenchException.usage("nodes and repetitions must be at least 1");
      }
    }
  }

  /**
   * A kind of request.
   *
   * @param waits whether the answer waits until the processor has caught up; such requests are not
   *     measured under load here, but by {@link Gates}
   * @param path of the request, by the number of the repetition
   */
  private record Request(String name, boolean waits, LongFunction<String> path) {}

  private final Options options;
  private final Consumer<String> progress;
  private final ReadGraph graph;
  private final DerivedGraph derived;

  /**
   * @param progress receives a short message at each step
   */
  public Reads(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.graph = new ReadGraph(options.seed(), options.assets());
    this.derived = new DerivedGraph(options.seed() + 1, DERIVED_FROM);
  }

  /** The results, without load and under load. */
  private record Found(
      Map<String, Percentiles> quiet,
      Map<String, Percentiles> busy,
      double nodes,
      Derived derived,
      double loadPerSecond,
      long loadSent,
      long backlog) {}

  /**
   * What an answer said of who is represented.
   *
   * @param categories the number of languages
   * @param complete whether all upstream was read
   */
  private record Derived(int categories, boolean complete) {}

  /** Runs the benchmark, for minutes. */
  public Report run() {
    progress.accept("starting a broker");
    try (Installation on = Installation.start(options.setup())) {
      Found found = read(on);
      progress.accept("calibrating");
      Map<TopicPartition, Long> begin = new LinkedHashMap<>(on.ends(on.topics().events()));
      begin.replaceAll((partition, end) -> 0L);
      return report(found, new CopyJob(on).run("reads", begin).rate());
    }
  }

  private Found read(Installation on) {
    Loader loader = new Loader(on);
    try (ProcessorProcess processor = ProcessorProcess.start(on)) {
      processor.awaitReady();
      Workload background = BackgroundLoad.prepare(loader, options.seed());
      processor.awaitQuiescence();
      progress.accept("loading " + graph.assets() + " assets");
      double rate = load(loader, processor);
      loader.load(derived.assets(), number -> List.of(derived.event(number)));
      processor.awaitQuiescence();
      progress.accept("warming up");
      measure(processor, -options.repetitions(), requests());
      progress.accept("measuring, quiet");
      Map<String, Percentiles> quiet = measure(processor, 0, requests());
      double nodes = nodes(processor);
      Derived represented = derived(processor);
      double most = options.eventsPerSecond() > 0 ? options.eventsPerSecond() : rate;
      progress.accept(String.format("measuring, under %.0f events/s", most / 2));
      try (BackgroundLoad load = BackgroundLoad.start(on, background, most / 2)) {
        sleep(SETTLE);
        Map<String, Percentiles> busy =
            measure(
                processor,
                options.repetitions(),
                requests().stream().filter(request -> !request.waits()).toList());
        JsonNode lag = processor.get("/api/v1/status").path("lag");
        return new Found(
            quiet,
            busy,
            nodes,
            represented,
            load.eventsPerSecond(),
            load.sent(),
            lag.path("events").asLong() + lag.path("graph").asLong());
      }
    }
  }

  /** Loads the graph; returns how many events were processed per second. */
  private double load(Loader loader, ProcessorProcess processor) {
    long begin = System.nanoTime();
    loader.load(graph.assets(), number -> List.of(graph.event(number)));
    processor.awaitQuiescence();
    return graph.assets() / ((System.nanoTime() - begin) / 1e9);
  }

  private List<Request> requests() {
    String limit = "&limit=" + options.nodes();
    return List.of(
        new Request(
            UPSTREAM, false, number -> of(graph.last(number), "/lineage?depth=10000" + limit)),
        new Request(
            "lineage downstream",
            false,
            number -> of(graph.first(number), "/lineage?direction=downstream&depth=10000" + limit)),
        new Request("gate", true, number -> of(graph.last(number), "/gate")),
        new Request("exposures", false, number -> of(graph.last(number), "/exposures?limit=100")),
        new Request(REPRESENTATION, false, number -> of(derived.model(), "/representation")),
        new Request("asset", false, number -> of(graph.last(number), "")),
        new Request("assets, 100 of them", false, number -> "/api/v1/assets?limit=100"),
        new Request("alerts, 100 of them", false, number -> "/api/v1/alerts?limit=100"));
  }

  private static String of(Asset asset, String rest) {
    return "/api/v1/assets/" + URLEncoder.encode(asset.urn(), StandardCharsets.UTF_8) + rest;
  }

  private Map<String, Percentiles> measure(
      ProcessorProcess processor, long firstNumber, List<Request> requests) {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    // In turn, so that a disturbance affects all kinds of requests alike.
    for (long number = firstNumber; number < firstNumber + options.repetitions(); number++) {
      for (Request request : requests) {
        millis
            .computeIfAbsent(request.name(), name -> new ArrayList<>())
            .add(processor.millis(request.path().apply(number)));
      }
    }
    Map<String, Percentiles> percentiles = new LinkedHashMap<>();
    millis.forEach((name, times) -> percentiles.put(name, new Percentiles(times)));
    return percentiles;
  }

  /** The average number of nodes in the answers to the first kind of request. */
  private double nodes(ProcessorProcess processor) {
    Request upstream = requests().get(0);
    double nodes = 0;
    int some = Math.min(20, options.repetitions());
    for (int number = 0; number < some; number++) {
      nodes += processor.get(upstream.path().apply(number)).path("nodes").size();
    }
    return nodes / some;
  }

  private Derived derived(ProcessorProcess processor) {
    JsonNode answer = processor.get(of(derived.model(), "/representation"));
    return new Derived(
        answer.path("dimensions").path(0).path("categories").size(),
        answer.path("complete").asBoolean());
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  private Report report(Found found, double copies) {
    double read = found.nodes() / (found.quiet().get(UPSTREAM).median() / 1_000);
    Report report = new Report("reads");
    Environment.describe(options.setup()).forEach(report::setting);
    report
        .setting(
            "assets", graph.assets() + ", two edges into each, " + ReadGraph.LAYERS + " layers")
        .setting("subgraph", String.format("%.0f nodes on average", found.nodes()))
        .setting("repetitions", options.repetitions() + " of each, in turn")
        .setting("seed", options.seed())
        .setting("half load", String.format("%.0f events/s", found.loadPerSecond()))
        .setting("calibration", "a Streams job: decode, 1 put, 1 forward, same settings")
        .figure("subgraph_nodes", found.nodes())
        .figure("representation_categories", found.derived().categories())
        .figure("representation_complete", found.derived().complete() ? 1 : 0)
        .figure("half_load_events_per_second", found.loadPerSecond())
        .figure("half_load_events_sent", found.loadSent())
        .figure("backlog_at_end_records", found.backlog())
        .figure("calibration_per_second", copies)
        .figure("nodes_per_second", read)
        .figure("ratio", read / copies);
    add(report, "quiet", found.quiet());
    add(report, "half load", found.busy());
    return report.table(
        new Table("Against the calibration", "what", "a second", "/ copies")
            .row("nodes of a subgraph, with their edges", read, read / copies)
            .row("copies (calibration)", copies, 1));
  }

  private static void add(Report report, String load, Map<String, Percentiles> times) {
    Table table =
        new Table(
            "Milliseconds from request to answer, " + load, "what", "p50", "p90", "p99", "max");
    times.forEach(
        (name, of) -> {
          table.row(name, of.median(), of.at(90), of.at(99), of.max());
          String key = (load + " " + name).replaceAll("[^a-z0-9]+", "_");
          report.figure(key + "_p50_ms", of.median()).figure(key + "_p99_ms", of.at(99));
        });
    report.table(table);
  }
}
