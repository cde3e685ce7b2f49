package dev.headwater.bench;

import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import dev.headwater.bench.scale.Cluster;
import dev.headwater.bench.scale.Counts;
import dev.headwater.bench.scale.Demand;
import dev.headwater.bench.scale.Form;
import dev.headwater.bench.scale.History;
import dev.headwater.bench.scale.Limit;
import dev.headwater.bench.scale.Simulation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Simulates sizes that one machine cannot measure: the smallest cluster for each number of assets
 * and each rate, and what breaks first.
 */
public final class Scale {
  /**
   * What to simulate.
   *
   * @param cluster partitions, instances and brokers; empty for the smallest that are enough
   * @param cores the most cores of an instance
   * @param sample how many events are played for each cluster
   */
  public record Options(
      List<Long> assets,
      List<Long> rates,
      List<Integer> cluster,
      int cores,
      int replication,
      int standbys,
      Form form,
      int sample,
      long seed) {
    private static final int LEAST_SAMPLE = 1_000;
    private static final int MOST_SAMPLE = 2_000_000;
    private static final long MOST_RATE = 2_000_000;
    private static final long MOST_ASSETS = 100_000_000_000L;
    private static final int MOST_PARTITIONS = 65_536;

    public Options {
      assets = List.copyOf(assets);
      rates = List.copyOf(rates);
      cluster = List.copyOf(cluster);
      require(
          !assets.isEmpty() && assets.stream().allMatch(one -> one >= 1_000 && one <= MOST_ASSETS),
          "assets must be from 1000 to " + MOST_ASSETS + ", not " + assets);
      require(
          !rates.isEmpty() && rates.stream().allMatch(one -> one >= 1 && one <= MOST_RATE),
          "events per second must be from 1 to " + MOST_RATE + ", not " + rates);
      require(
          cluster.isEmpty()
              || cluster.size() == 3
                  && cluster.stream().allMatch(one -> one >= 1 && one <= MOST_PARTITIONS),
          "cluster must be partitions, instances and brokers, each from 1 to "
              + MOST_PARTITIONS
              + ", not "
              + cluster);
      require(cores >= 2 && cores <= 256, "cores must be from 2 to 256, not " + cores);
      require(replication >= 1, "replication must be at least 1, not " + replication);
      require(
          cluster.isEmpty() || replication <= cluster.get(2),
          "replication " + replication + " needs as many brokers");
      require(standbys >= 0 && standbys <= 8, "standbys must be from 0 to 8, not " + standbys);
      require(
          form.writeTail() >= 0 && form.writeTail() <= 2,
          "tail must be from 0 to 2, not " + form.writeTail());
      require(
          sample >= LEAST_SAMPLE && sample <= MOST_SAMPLE,
          "sample must be from " + LEAST_SAMPLE + " to " + MOST_SAMPLE + ", not " + sample);
    }

    private static void require(boolean valid, String message) {
      if (!valid) {
        throw BenchException.usage(message);
      }
    }
  }

  private static final int SHOWN = 3;

  private final Options options;
  private final Consumer<String> progress;

  /**
   * @param progress receives a short message at each step
   */
  public Scale(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Simulates; takes seconds, and minutes for the largest rates. */
  public Report run() {
    Report report = new Report("scale");
    report
        .setting("lineage", options.form())
        .setting("sample", options.sample() + " events for the history, and for each cluster")
        .setting("replication", options.replication())
        .setting("standbys", options.standbys())
        .setting("seed", options.seed());
    progress.accept("playing the history of some names");
    Simulation simulation =
        new Simulation(options.form(), options.sample(), options.seed(), progress);
    history(report, simulation.history(), simulation.growth());
    Table sizes =
        new Table(
            "Sizes",
            "assets",
            "events/s",
            "partitions",
            "instances",
            "cores",
            "memory, GB",
            "disk, GB",
            "brokers",
            "used most");
    Table flows =
        new Table(
            "Flow, per event",
            "assets",
            "events/s",
            "commands",
            "records of commands",
            "rows",
            "bytes",
            "markers/s");
    for (long assets : options.assets()) {
      for (long rate : options.rates()) {
        Demand demand = demand(simulation, assets, rate);
        row(report, sizes, flows, demand, assets, rate);
        if (options.assets().size() * options.rates().size() == 1) {
          limits(report, demand);
        }
      }
    }
    return report.table(sizes).table(flows);
  }

  private Demand demand(Simulation simulation, long assets, long rate) {
    if (options.cluster().isEmpty()) {
      return simulation.smallest(
          options.cores(), options.replication(), options.standbys(), assets, rate);
    }
    return simulation.of(
        new Cluster(
            options.cluster().get(0),
            options.cluster().get(1),
            options.cores(),
            options.cluster().get(2),
            options.replication(),
            options.standbys()),
        assets,
        rate);
  }

  private static void history(Report report, History history, double growth) {
    report
        .figure("rows_per_asset", history.rowsPerAsset())
        .figure("state_bytes_per_asset", history.bytesPerAsset())
        .figure("origins_per_asset", history.exposuresPerAsset())
        .table(
            new Table("History of " + history.assets() + " assets", "of an asset", "figure")
                .row("events", history.eventsPerAsset())
                .row("rows", history.rowsPerAsset())
                .row("bytes of rows, before compression", history.bytesPerAsset())
                .row("alerts", history.alertsPerAsset())
                .row("origins, on average", history.exposuresPerAsset())
                .row("origins, p99", history.exposures(0.99))
                .row("origins, most", history.exposures(1))
                .row("origins: exponent of their growth with all assets", growth)
                .row("% of all assets made from the widest hub", 100 * history.partOfWidestHub())
                .row(
                    "% of all assets below the widest origin", 100 * history.partOfWidestOrigin()));
  }

  private static void row(
      Report report, Table sizes, Table flows, Demand demand, long assets, long rate) {
    Cluster cluster = demand.cluster();
    List<String> most =
        demand.limits().stream()
            .limit(SHOWN)
            .map(limit -> Table.text(limit.load()) + " " + limit.what())
            .toList();
    sizes.row(
        assets,
        rate,
        cluster.partitions(),
        cluster.instances(),
        cluster.cores(),
        demand.instanceMemory() / 1e9,
        demand.instanceDisk() / 1e9,
        cluster.brokers(),
        String.join("; ", most));
    Counts counts = demand.counts();
    double events = Math.max(1, counts.events());
    flows.row(
        assets,
        rate,
        counts.commands() / events,
        counts.graphRecords() / events,
        counts.rows() / events,
        demand.bytesPerEvent(),
        demand.markersPerSecond());
    String key = "at_" + assets + "_assets_" + rate + "_events_";
    report
        .figure(key + "partitions", cluster.partitions())
        .figure(key + "instances", cluster.instances())
        .figure(key + "brokers", cluster.brokers())
        .figure(key + "commands_per_event", counts.commands() / events)
        .figure(key + "graph_records_per_event", counts.graphRecords() / events)
        .figure(key + "rows_per_event", counts.rows() / events);
  }

  private static void limits(Report report, Demand demand) {
    Table table =
        new Table("What is used, as a part of what there is", "what", "part", "larger helps", "in");
    for (Limit limit : demand.limits()) {
      table.row(limit.what(), limit.load(), limit.grows() ? "yes" : "no", limit.detail());
    }
    report.table(table);
  }
}
