package dev.headwater.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.bench.graph.Chain;
import dev.headwater.bench.graph.Descriptions;
import dev.headwater.bench.graph.Dice;
import dev.headwater.bench.graph.Shape;
import dev.headwater.bench.graph.Workload;
import dev.headwater.bench.harness.Arrivals;
import dev.headwater.bench.harness.BackgroundLoad;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.harness.HopJob;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.harness.Loader;
import dev.headwater.bench.harness.Processor;
import dev.headwater.bench.harness.PromptSender;
import dev.headwater.bench.report.Percentiles;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Measures the time from the acknowledgement of an event to the alert that it causes at a model a
 * number of hops away. Each hop leads to another partition. The alert counts as soon as a consumer
 * that reads committed records sees it.
 *
 * <p>Each repetition has a chain of its own, which is loaded before. An event then makes the
 * chain's origin synthetic and undocumented, which opens the alert. When the alert has arrived,
 * another event documents the origin, which resolves the alert. An open alert has the path to its
 * origin, so a walk back over the same hops is part of its time.
 */
public final class Latency {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final long WARM_UP_EVENTS = 5_000;

  /**
   * The longest pause after a measurement. Pauses are random, so that measurements do not keep step
   * with commits.
   */
  private static final long PAUSE_NANOS = 60_000_000;

  /**
   * What to run.
   *
   * @param depths in hops, each at least 1; at least two different depths
   * @param repetitions of each depth
   * @param eventsPerSecond what the processor manages; the load is half of it. 0 measures it
   */
  public record Options(
      BenchConfig setup, List<Integer> depths, int repetitions, double eventsPerSecond, long seed) {
    public Options {
      depths = depths.stream().sorted().distinct().toList();
      if (depths.size() < 2 || depths.get(0) < 1) {
        throw BenchException.usage("at least two depths from 1 on are needed, not " + depths);
      }
      if (repetitions < 1) {
        throw BenchException.usage("repetitions must be at least 1, not " + repetitions);
      }
      if (setup.partitions() < 2) {
        throw BenchException.usage("a hop leads over partitions; at least 2 are needed");
      }
    }

    int deepest() {
      return depths.get(depths.size() - 1);
    }
  }

  /** The times by depth: until the alert opens, until it resolves, and of plain hops. */
  private record Times(
      Map<Integer, Percentiles> opened,
      Map<Integer, Percentiles> resolved,
      Map<Integer, Percentiles> plain) {}

  private final Options options;
  private final Consumer<String> progress;
  private final Descriptions describe;
  private long chains;

  /**
   * @param progress receives a short message at each step
   */
  public Latency(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.describe = new Descriptions(options.seed());
  }

  /** Runs the benchmark, for minutes. */
  public Report run() {
    progress.accept("starting a broker");
    try (Installation on = Installation.start(options.setup())) {
      Loader loader = new Loader(on);
      try (Processor processor = Processor.start(on);
          Arrivals alerts = alerts(on);
          PromptSender sender = new PromptSender(on.promptProducer())) {
        processor.awaitReady();
        Workload background = BackgroundLoad.prepare(loader, options.seed());
        progress.accept("warming up");
        double most = warmUp(on, loader, processor, alerts, sender);
        Map<Integer, List<Chain>> quietChains = prepare(loader, processor, options.repetitions());
        Map<Integer, List<Chain>> busyChains = prepare(loader, processor, options.repetitions());
        try (HopJob hops = HopJob.start(on)) {
          plain(hops, "warm-up", Math.max(1, options.repetitions() / 10));
          progress.accept("measuring, quiet");
          Times quiet = measure(on, "quiet", quietChains, alerts, sender, hops);
          progress.accept(String.format("measuring, under %.0f events/s", most / 2));
          try (BackgroundLoad load = BackgroundLoad.start(on, background, most / 2)) {
            Times busy = measure(on, "busy", busyChains, alerts, sender, hops);
            JsonNode lag = processor.get("/api/v1/status").path("lag");
            return report(
                quiet, busy, load, lag.path("events").asLong() + lag.path("graph").asLong());
          }
        }
      }
    }
  }

  private Arrivals alerts(Installation on) {
    AlertDecoder decoder = new AlertDecoder(on.registry()::schemaById);
    return new Arrivals(on.tail(on.topics().alerts()), record -> name(decoder, record));
  }

  private static String name(AlertDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return "";
    }
    Alert alert = decoder.decode(record.value());
    return name(alert.status(), alert.subject().urn());
  }

  private static String name(AlertStatus status, String subject) {
    return status + " " + subject;
  }

  /**
   * Runs everything once without measuring; returns how many events per second the processor
   * manages.
   */
  private double warmUp(
      Installation on, Loader loader, Processor processor, Arrivals alerts, PromptSender sender) {
    double rate = options.eventsPerSecond();
    if (rate == 0) {
      Workload events = new Workload("warm-up-", Shape.POOL, ~options.seed(), WARM_UP_EVENTS);
      loader.load(events.ingests(), events::ingest);
      processor.awaitQuiescence();
      long begin = System.nanoTime();
      loader.load(events.events(), number -> List.of(events.event(number)));
      processor.awaitQuiescence();
      rate = events.events() / ((System.nanoTime() - begin) / 1e9);
    }
    int some = Math.max(1, options.repetitions() / 10);
    measureChains(on, prepare(loader, processor, some), alerts, sender);
    return rate;
  }

  private Map<Integer, List<Chain>> prepare(Loader loader, Processor processor, int repetitions) {
    Map<Integer, List<Chain>> byDepth = new LinkedHashMap<>();
    List<Chain> all = new ArrayList<>();
    for (int depth : options.depths()) {
      List<Chain> ofDepth = new ArrayList<>();
      for (int repetition = 0; repetition < repetitions; repetition++) {
        ofDepth.add(new Chain(++chains, depth, options.setup().partitions(), describe));
      }
      byDepth.put(depth, ofDepth);
      all.addAll(ofDepth);
    }
    loader.load(all.size(), number -> all.get((int) number).events());
    processor.awaitQuiescence();
    return byDepth;
  }

  private Times measure(
      Installation on,
      String name,
      Map<Integer, List<Chain>> chainsByDepth,
      Arrivals alerts,
      PromptSender sender,
      HopJob hops) {
    Times times = measureChains(on, chainsByDepth, alerts, sender);
    return new Times(times.opened(), times.resolved(), plain(hops, name, options.repetitions()));
  }

  private Times measureChains(
      Installation on,
      Map<Integer, List<Chain>> chainsByDepth,
      Arrivals alerts,
      PromptSender sender) {
    EventEncoder encoder = new EventEncoder(on.registry()::register, on.topics().events());
    Map<Integer, Percentiles> opened = new TreeMap<>();
    Map<Integer, Percentiles> resolved = new TreeMap<>();
    chainsByDepth.forEach(
        (depth, ofDepth) -> {
          List<Double> toOpen = new ArrayList<>();
          List<Double> toResolve = new ArrayList<>();
          for (Chain chain : ofDepth) {
            String open = name(AlertStatus.OPEN, chain.model().urn());
            String close = name(AlertStatus.RESOLVED, chain.model().urn());
            toOpen.add(millis(record(on, encoder, chain.synthesis()), open, alerts, sender));
            pause(chain);
            toResolve.add(
                millis(record(on, encoder, chain.documentation()), close, alerts, sender));
            pause(chain);
          }
          opened.put(depth, new Percentiles(toOpen));
          resolved.put(depth, new Percentiles(toResolve));
        });
    return new Times(opened, resolved, Map.of());
  }

  private static double millis(
      ProducerRecord<byte[], byte[]> cause, String effect, Arrivals alerts, PromptSender sender) {
    alerts.expect(effect);
    long sent = sender.send(cause);
    return (alerts.await(effect, PATIENCE) - sent) / 1e6;
  }

  private static ProducerRecord<byte[], byte[]> record(
      Installation on, EventEncoder encoder, LineageEvent event) {
    return new ProducerRecord<>(
        on.topics().events(), event.key().getBytes(StandardCharsets.UTF_8), encoder.encode(event));
  }

  private Map<Integer, Percentiles> plain(HopJob hops, String name, int repetitions) {
    Map<Integer, Percentiles> times = new TreeMap<>();
    for (int depth : options.depths()) {
      List<Double> millis = new ArrayList<>();
      for (int repetition = 0; repetition < repetitions; repetition++) {
        millis.add(hops.millis(name + "-" + depth + "-" + repetition, depth));
      }
      times.put(depth, new Percentiles(millis));
    }
    return times;
  }

  private void pause(Chain chain) {
    long nanos =
        Dice.below(PAUSE_NANOS, options.seed(), System.nanoTime() ^ chain.model().hashCode());
    LockSupport.parkNanos(nanos);
  }

  private Report report(Times quiet, Times busy, BackgroundLoad load, long backlog) {
    Report report = new Report("latency");
    Environment.describe(options.setup()).forEach(report::setting);
    report
        .setting("repetitions", options.repetitions() + " of each depth")
        .setting("seed", options.seed())
        .setting("half load", String.format("%.0f events/s", load.eventsPerSecond()))
        .setting(
            "calibration",
            "a Streams job: 1 put, 1 forward to another partition, commit; same settings")
        .figure("half_load_events_per_second", load.eventsPerSecond())
        .figure("half_load_events_sent", load.sent())
        .figure("backlog_at_end_records", backlog);
    add(report, "quiet", quiet);
    add(report, "half load", busy);
    return report;
  }

  private void add(Report report, String name, Times times) {
    Table table =
        new Table(
            "Milliseconds from acknowledged event to visible effect, " + name,
            "what",
            "hops",
            "p50",
            "p90",
            "p99",
            "max");
    String key = name.replace(' ', '_') + "_";
    rows(report, table, "alert opened", key + "opened", times.opened());
    rows(report, table, "alert resolved", key + "resolved", times.resolved());
    rows(report, table, "plain hops (calibration)", key + "plain", times.plain());
    report.table(table);
    double opened = slope(times.opened());
    double resolved = slope(times.resolved());
    double plain = slope(times.plain());
    report
        .table(
            new Table("Milliseconds a hop, " + name + " (slope of p50)", "what", "ms", "/ plain")
                .row("alert opened, with the walk back to the origin", opened, opened / plain)
                .row("alert resolved", resolved, resolved / plain)
                .row("plain hops (calibration)", plain, 1))
        .figure(key + "opened_hop_ms", opened)
        .figure(key + "resolved_hop_ms", resolved)
        .figure(key + "plain_hop_ms", plain)
        .figure(key + "ratio", resolved / plain);
  }

  private void rows(
      Report report, Table table, String what, String key, Map<Integer, Percentiles> byDepth) {
    byDepth.forEach(
        (depth, times) -> {
          table.row(what, depth, times.median(), times.at(90), times.at(99), times.max());
          if (depth == 1 || depth == options.deepest()) {
            report
                .figure(key + "_" + depth + "_p50_ms", times.median())
                .figure(key + "_" + depth + "_p99_ms", times.at(99));
          }
        });
  }

  /** The slope of the medians over the depths, by least squares. */
  private static double slope(Map<Integer, Percentiles> byDepth) {
    double meanDepth = byDepth.keySet().stream().mapToInt(depth -> depth).average().orElse(0);
    double meanMillis =
        byDepth.values().stream().mapToDouble(Percentiles::median).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Map.Entry<Integer, Percentiles> entry : byDepth.entrySet()) {
      double dx = entry.getKey() - meanDepth;
      above += dx * (entry.getValue().median() - meanMillis);
      below += dx * dx;
    }
    return above / below;
  }
}
