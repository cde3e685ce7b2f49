package dev.headwater.bench;

import dev.headwater.bench.graph.LayeredGraph;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.harness.Loader;
import dev.headwater.bench.harness.ProcessorProcess;
import dev.headwater.bench.harness.StateOnDisk;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures how much disk and memory a graph takes as it grows. The graph is loaded through the real
 * topology on a real broker; the processor has a process of its own.
 *
 * <p>The size of an edge comes from loading the same assets twice, with many edges and with one.
 */
public final class Size {
  private static final int FEW_EDGES = 1;
  private static final String STATE_CHANGELOG = "headwater-graph-changelog";

  /**
   * What to run.
   *
   * @param assets the numbers of assets at which to measure
   * @param edges into each asset, except those of the first of three layers; at least 2
   */
  public record Options(BenchConfig setup, List<Long> assets, int edges, long seed) {
    public Options {
      assets = assets.stream().sorted().distinct().toList();
      if (assets.isEmpty() || assets.get(0) < LayeredGraph.ROUND) {
        throw BenchException.usage(
            "assets must be at least " + LayeredGraph.ROUND + ", not " + assets);
      }
      if (edges <= FEW_EDGES) {
        throw BenchException.usage("edges must be at least 2, not " + edges);
      }
    }
  }

  /** The result at one number of assets. */
  private record Measured(
      long assets,
      long edges,
      long stateBytes,
      long compactBytes,
      Installation.TopicSize changelog,
      Map<String, Long> resident,
      double heapBytes,
      double eventsPerSecond) {}

  private final Options options;
  private final Consumer<String> progress;

  /**
   * @param progress receives a short message at each step
   */
  public Size(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs the benchmark, for as long as it takes to process all events. */
  public Report run() {
    List<Measured> many = grow(options.edges(), options.assets());
    // The smallest size is enough to separate the size of edges from that of assets.
    List<Measured> few = grow(FEW_EDGES, options.assets().subList(0, 1));
    return report(many, few.get(0));
  }

  private List<Measured> grow(int edges, List<Long> sizes) {
    progress.accept("starting a broker");
    List<Measured> all = new ArrayList<>();
    try (Installation on = Installation.start(options.setup())) {
      LayeredGraph bulk = new LayeredGraph(options.seed(), edges);
      long have = 0;
      for (long assets : sizes) {
        progress.accept("growing to " + assets + " assets with " + edges + " edges each");
        all.add(measure(on, bulk, have, assets, edges));
        have = assets;
      }
      return all;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Measured measure(Installation on, LayeredGraph bulk, long have, long assets, int edges)
      throws IOException {
    Map<String, Long> resident;
    double heap;
    double rate;
    try (ProcessorProcess processor = ProcessorProcess.start(on)) {
      processor.awaitReady();
      long begin = System.nanoTime();
      new Loader(on).load(assets - have, number -> List.of(bulk.event(have + number)));
      processor.awaitQuiescence();
      rate = (assets - have) / ((System.nanoTime() - begin) / 1e9);
      resident = processor.residentKilobytes();
      heap = processor.heapBytes();
    }
    StateOnDisk state = new StateOnDisk(on.stateFolder());
    long before = state.bytes();
    state.compact();
    return new Measured(
        assets,
        LayeredGraph.withEdges(assets) * edges,
        before,
        state.bytes(),
        on.size(STATE_CHANGELOG),
        resident,
        heap,
        rate);
  }

  private Report report(List<Measured> many, Measured few) {
    Report report = new Report("size");
    Environment.describe(options.setup()).forEach(report::setting);
    report
        .setting("edges", options.edges() + " into two assets of three")
        .setting("events", "say nothing beside names; 1 asset, 1 % synthetic")
        .setting("seed", options.seed());
    Measured same = many.get(0);
    double edgeBytes =
        (double) (same.compactBytes() - few.compactBytes()) / (same.edges() - few.edges());
    double assetBytes = (few.compactBytes() - edgeBytes * few.edges()) / few.assets();
    report
        .figure("state_bytes_per_edge", edgeBytes)
        .figure("state_bytes_per_asset_without_edges", assetBytes);
    report.table(
        new Table(
                "Disk, compacted, at "
                    + same.assets()
                    + " assets with "
                    + options.edges()
                    + " edges against "
                    + FEW_EDGES,
                "what",
                "bytes")
            .row("an edge, both directions, with its part of the event", edgeBytes)
            .row("an asset without edges, with its event", assetBytes));
    Table disk =
        new Table(
            "Disk",
            "assets",
            "edges",
            "state, MB",
            "compacted, MB",
            "compacted, bytes/asset",
            "changelog, MB",
            "changelog records/asset");
    Table memory =
        new Table(
            "Memory of the processor's process, and the rate of growing",
            "assets",
            "resident, MB",
            "resident at most, MB",
            "heap used, MB",
            "events/s");
    for (Measured at : many) {
      disk.row(
          at.assets(),
          at.edges(),
          at.stateBytes() / 1e6,
          at.compactBytes() / 1e6,
          (double) at.compactBytes() / at.assets(),
          at.changelog().bytes() / 1e6,
          (double) at.changelog().records() / at.assets());
      memory.row(
          at.assets(),
          at.resident().get("VmRSS") / 1e3,
          at.resident().get("VmHWM") / 1e3,
          at.heapBytes() / 1e6,
          at.eventsPerSecond());
      report
          .figure(
              "compact_bytes_per_asset_at_" + at.assets(), (double) at.compactBytes() / at.assets())
          .figure("resident_megabytes_at_" + at.assets(), at.resident().get("VmRSS") / 1e3)
          .figure("events_per_second_at_" + at.assets(), at.eventsPerSecond());
    }
    return report.table(disk).table(memory);
  }
}
