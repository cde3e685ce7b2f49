package dev.headwater.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.bench.graph.GateGraph;
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
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how long a gate, and a POST with {@code wait=true}, take while events keep coming, and
 * counts the answers: the gate of a documented model must say PASS each time.
 */
public final class Gates {
  private static final long[] CLOSURES = {10, 1_000, 20_000};
  private static final int BATCH = 500;
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /**
   * What to run.
   *
   * @param eventsPerSecond what the machine sustains; the load is a quarter of it, then half of it.
   *     0 takes the rate at which the graph was loaded
   * @param repetitions of each kind of request
   */
  public record Options(BenchConfig setup, double eventsPerSecond, int repetitions, long seed) {
    public Options {
      if (repetitions < 1) {
        throw BenchException.usage("repetitions must be at least 1");
      }
    }
  }

  /** The result of one kind of request under one load. */
  private record Found(
      String load, String what, Percentiles millis, Map<String, Integer> answers) {}

  private final Options options;
  private final Consumer<String> progress;
  private final List<GateGraph> graphs = new ArrayList<>();

  /**
   * @param progress receives a short message at each step
   */
  public Gates(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    for (long assets : CLOSURES) {
      graphs.add(new GateGraph(options.seed(), assets));
    }
  }

  /** Runs the benchmark, for minutes. */
  public Report run() {
    progress.accept("starting a broker");
    try (Installation on = Installation.start(options.setup())) {
      List<Found> found = new ArrayList<>();
      double sustained = measure(on, found);
      progress.accept("calibrating");
      Map<TopicPartition, Long> begin = new LinkedHashMap<>(on.ends(on.topics().events()));
      begin.replaceAll((partition, end) -> 0L);
      return report(sustained, found, new CopyJob(on).run("gates", begin).rate());
    }
  }

  private double measure(Installation on, List<Found> found) {
    Loader loader = new Loader(on);
    try (ProcessorProcess processor = ProcessorProcess.start(on)) {
      processor.awaitReady();
      Workload background = BackgroundLoad.prepare(loader, options.seed());
      processor.awaitQuiescence();
      progress.accept("loading");
      double loaded = load(loader, processor);
      double sustained = options.eventsPerSecond() > 0 ? options.eventsPerSecond() : loaded;
      ask(processor, "warm-up", background, new ArrayList<>());
      ask(processor, "quiet", background, found);
      for (double part : new double[] {0.25, 0.5}) {
        for (int batch : new int[] {1, BATCH}) {
          try (BackgroundLoad load =
              BackgroundLoad.start(on, background, sustained * part, batch)) {
            sleep(SETTLE);
            String how = batch == 1 ? "one by one" : "in batches";
            String name = String.format("%.0f/s, %s", load.eventsPerSecond(), how);
            ask(processor, name, background, found);
          }
          processor.awaitQuiescence();
        }
      }
      return sustained;
    }
  }

  /** Loads the graphs; returns how many events were processed per second. */
  private double load(Loader loader, ProcessorProcess processor) {
    long begin = System.nanoTime();
    long events = 0;
    for (GateGraph graph : graphs) {
      loader.load(graph.assets(), number -> List.of(graph.event(number)));
      events += graph.assets();
    }
    processor.awaitQuiescence();
    return events / ((System.nanoTime() - begin) / 1e9);
  }

  private void ask(
      ProcessorProcess processor, String load, Workload background, List<Found> found) {
    progress.accept("asking, " + load);
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> answers = new LinkedHashMap<>();
    // In turn, so that a disturbance affects all kinds of requests alike.
    for (int i = 0; i < options.repetitions(); i++) {
      for (GateGraph graph : graphs) {
        String what = "gate, " + graph.assets() + " assets";
        long begin = System.nanoTime();
        JsonNode gate = processor.get(path(graph.model()));
        note(what, begin, gate.path("verdict").asText("none"), millis, answers);
      }
      String post = "post, waiting for its facts";
      String event = GateGraph.json(background.event(Long.MAX_VALUE / 2 + posted++));
      long begin = System.nanoTime();
      JsonNode answer = processor.post("/api/v1/events?wait=true", event);
      String said = answer.path("settled").isBoolean() ? "stands" : "does not stand";
      note(post, begin, said, millis, answers);
    }
    millis.forEach(
        (what, times) ->
            found.add(new Found(load, what, new Percentiles(times), answers.get(what))));
  }

  private long posted;

  private static void note(
      String what,
      long beginNanos,
      String answer,
      Map<String, List<Double>> millis,
      Map<String, Map<String, Integer>> answers) {
    millis
        .computeIfAbsent(what, any -> new ArrayList<>())
        .add((System.nanoTime() - beginNanos) / 1e6);
    answers.computeIfAbsent(what, any -> new TreeMap<>()).merge(answer, 1, Integer::sum);
  }

  private static String path(Asset asset) {
    return "/api/v1/assets/" + URLEncoder.encode(asset.urn(), StandardCharsets.UTF_8) + "/gate";
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  private Report report(double sustained, List<Found> found, double copies) {
    Report report = new Report("gates");
    Environment.describe(options.setup()).forEach(report::setting);
    Table table =
        new Table("Milliseconds under load", "load", "what", "p50", "p99", "max", "answers");
    long notPassed = 0;
    for (Found one : found) {
      Percentiles of = one.millis();
      table.row(one.load(), one.what(), of.median(), of.at(99), of.max(), one.answers().toString());
      boolean gate = one.what().startsWith("gate");
      notPassed += gate ? of.count() - one.answers().getOrDefault("PASS", 0) : 0;
      String key = (one.load() + " " + one.what()).replaceAll("[^a-z0-9]+", "_");
      report.figure(key + "_p50_ms", of.median()).figure(key + "_p99_ms", of.at(99));
    }
    return report
        .setting("repetitions", options.repetitions() + " of each, in turn")
        .setting("seed", options.seed())
        .setting("sustained", String.format("%.0f events/s", sustained))
        .setting("calibration", "a Streams job: decode, 1 put, 1 forward, same settings")
        .figure("sustained_events_per_second", sustained)
        .figure("calibration_per_second", copies)
        .figure("ratio", sustained / copies)
        .figure("gates_that_did_not_pass", notPassed)
        .table(table);
  }
}
