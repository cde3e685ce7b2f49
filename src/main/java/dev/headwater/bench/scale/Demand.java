package dev.headwater.bench.scale;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a number of assets and a rate of events ask of a cluster. Immutable. */
public final class Demand {
  private static final double GB = 1e9;
  private static final double COMMIT_MILLIS = 300;

  /** A broker: 16 cores, 10 Gbit/s each way, 20 TB of disk, and 4,000 replicas of partitions. */
  private static final double BROKER_CORES = 16;

  private static final double BROKER_BYTES_PER_SECOND = 1.25e9;
  private static final double BROKER_DISK = 20e12;
  private static final double BROKER_REPLICAS = 4_000;

  /** Topics with as many partitions: those of Headwater, and two changelogs. */
  private static final int TOPICS = 8;

  private static final double INSTANCE_DISK = 4e12;
  private static final double INSTANCE_MEMORY = 64e9;
  private static final double RESET_MEMORY = 32e9;

  /** What is not compacted yet, beside what is. */
  private static final double UNCOMPACTED = 1.5;

  private static final double SECONDS_A_DAY = 86_400;

  /** A restart and a lost disk should be over in this time, a rebuild in a day. */
  private static final double RESTART_SECONDS = 3_600;

  private static final double GATE_MILLIS = 1_000;

  /** Of an asset from before. More would only fill the memory of the simulation. */
  private static final int MOST_ORIGINS = 1_000;

  private static final int INTERVALS = 3;

  private final Cluster cluster;
  private final long assets;
  private final double rate;
  private final History history;
  private final Flow flow;
  private final Counts counts;
  private final double shareOfFirstName;
  private final Reads reads;
  private final double played;

  /**
   * Plays the steps of some intervals of the rate.
   *
   * @param least how many events to play at least
   */
  Demand(
      Cluster cluster, long assets, double rate, Form form, History history, int least, long seed) {
    this.cluster = cluster;
    this.assets = assets;
    this.rate = rate;
    this.history = history;
    MeasuredCosts costs = MeasuredCosts.with(cluster.brokers());
    Lineage lineage = new Lineage(form, Math.max(1, assets / Form.VERSIONS), true, seed);
    this.shareOfFirstName = lineage.shareOfFirstName();
    this.flow =
        new Flow(
            new Flow.Setup(cluster.partitions(), cluster.threads(), COMMIT_MILLIS, costs),
            asset -> Math.min(MOST_ORIGINS, history.exposures(unit(asset.id()))));
    double perInterval = rate * COMMIT_MILLIS / 1_000;
    int intervals = (int) Math.max(INTERVALS, Math.ceil(least / perInterval));
    intervals = Math.min(intervals, 10 * INTERVALS);
    Counts begin = flow.counts().copy();
    double due = 0;
    for (int interval = 0; interval < intervals; interval++) {
      for (due += perInterval; due >= 1; due--) {
        flow.arrive(lineage.next());
      }
      flow.interval();
      if (interval == 0) {
        begin = flow.counts().copy();
        flow.beginMeasuring();
      }
    }
    this.counts = flow.counts().since(begin);
    this.played = (intervals - 1) * COMMIT_MILLIS / 1_000;
    this.reads = new Reads(history.levels(), cluster.instances(), seed);
  }

  /** A number between 0 and 1 that belongs to an asset. */
  private static double unit(long id) {
    return ((id * 0x9E3779B97F4A7C15L) >>> 11) * 0x1p-53;
  }

  /** Whether the cluster is large enough, as far as a larger one would be. */
  public boolean isEnough() {
    return limits().stream().noneMatch(limit -> limit.grows() && limit.load() > 1);
  }

  public Cluster cluster() {
    return cluster;
  }

  /** Everything that can run out, that which is used most first. */
  public List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    stream(limits);
    brokers(limits);
    state(limits);
    recovery(limits);
    reading(limits);
    limits.sort(Comparator.comparingDouble(Limit::load).reversed());
    return limits;
  }

  private void stream(List<Limit> limits) {
    double target = 0.6;
    limits.add(
        new Limit(
            "stream threads",
            flow.cores() / cluster.threads() / target,
            true,
            text("%.1f of %d threads busy", flow.cores(), cluster.threads())));
    limits.add(
        new Limit(
            "the busiest thread",
            flow.busiestThread() / 0.9,
            true,
            text("%.0f %% of its time", 100 * flow.busiestThread())));
    double first = shareOfFirstName * rate * microsPerEvent() / 1e6;
    limits.add(
        new Limit(
            "the name written most",
            first / 0.9,
            false,
            text(
                "%.2f %% of all events, %.0f a second, in one partition",
                100 * shareOfFirstName, shareOfFirstName * rate)));
  }

  private double microsPerEvent() {
    return counts.events() == 0 ? 0 : flow.cores() * played * 1e6 / counts.events();
  }

  private void brokers(List<Limit> limits) {
    double markers = counts.markers() / played;
    double cores =
        cluster.replication()
            * (rate * MeasuredCosts.BROKER_EVENT_MICROS
                + markers * MeasuredCosts.BROKER_MARKER_MICROS)
            / 1e6;
    limits.add(
        new Limit(
            "processor of the brokers",
            cores / (cluster.brokers() * BROKER_CORES * 0.6),
            true,
            text("%.0f cores; %.0f markers/s", cores, markers)));
    double in = rate * bytesPerEvent();
    double out = in * (cluster.replication() - 1) + readBytes();
    limits.add(
        new Limit(
            "network of the brokers",
            (out + in) / (cluster.brokers() * BROKER_BYTES_PER_SECOND * 0.6),
            true,
            text("%.0f MB/s in, %.0f MB/s out", in / 1e6, out / 1e6)));
    limits.add(
        new Limit(
            "disk of the brokers",
            brokerBytes() / (cluster.brokers() * BROKER_DISK * 0.7),
            true,
            text(
                "%.1f TB, of which events kept for ever are %.1f",
                brokerBytes() / 1e12, eventBytes() * cluster.replication() / 1e12)));
    double replicas = (double) TOPICS * cluster.partitions() * cluster.replication();
    limits.add(
        new Limit(
            "partitions of the brokers",
            replicas / (cluster.brokers() * BROKER_REPLICAS),
            true,
            text("%.0f replicas", replicas)));
  }

  /** Bytes that producers send for an event, its own included. */
  public double bytesPerEvent() {
    return RowBytes.EVENT + (counts.events() == 0 ? 0 : (double) counts.bytes() / counts.events());
  }

  /** Events and commands are read once, the changelog by each standby. */
  private double readBytes() {
    double graph = counts.graphBytes() / played;
    double rows = counts.rowBytes() / played;
    return rate * RowBytes.EVENT + graph + rows * cluster.copies();
  }

  private double eventBytes() {
    return assets * history.eventsPerAsset() * RowBytes.EVENT;
  }

  private double brokerBytes() {
    double compacted = assets * (history.bytesPerAsset() + RowBytes.SUMMARY) * UNCOMPACTED;
    return cluster.replication() * (eventBytes() + compacted);
  }

  /** Bytes on the disk of one instance. */
  public double instanceDisk() {
    double state = assets * history.bytesPerAsset() * MeasuredCosts.COMPRESSED;
    return (state * (1 + cluster.copies()) * 1.3 + assets * MeasuredCosts.INDEX_BYTES)
        / cluster.instances();
  }

  /** Bytes of memory of one instance, with the search index in its page cache. */
  public double instanceMemory() {
    double threads = (double) cluster.threads() / cluster.instances();
    return 1 * GB
        + threads * 0.5 * GB
        + assets * MeasuredCosts.INDEX_BYTES / cluster.instances()
        + 0.02 * instanceDisk();
  }

  private void state(List<Limit> limits) {
    limits.add(
        new Limit(
            "disk of an instance",
            instanceDisk() / (INSTANCE_DISK * 0.7),
            true,
            text("%.1f GB", instanceDisk() / GB)));
    limits.add(
        new Limit(
            "memory of an instance",
            instanceMemory() / INSTANCE_MEMORY,
            true,
            text(
                "%.1f GB, of which the search index is %.1f",
                instanceMemory() / GB,
                assets * MeasuredCosts.INDEX_BYTES / cluster.instances() / GB)));
    double alerts =
        assets
            * history.alertsPerAsset()
            * MeasuredCosts.RESET_BYTES_PER_ALERT
            / cluster.partitions();
    limits.add(
        new Limit(
            "memory of a reset",
            alerts / RESET_MEMORY,
            false,
            text("%.1f GB in one process, for the alerts of a partition", alerts / GB)));
  }

  private void recovery(List<Limit> limits) {
    double own = (double) assets / cluster.instances();
    double index = own / MeasuredCosts.INDEXED_PER_SECOND;
    limits.add(
        new Limit(
            "search index after a restart",
            index / RESTART_SECONDS,
            true,
            text("%.0f minutes until it is built; searches read rows until then", index / 60)));
    double restore = own * history.rowsPerAsset() / MeasuredCosts.RESTORED_PER_SECOND;
    limits.add(
        new Limit(
            "restore of an instance without its disk",
            restore * (1 + cluster.copies()) / RESTART_SECONDS,
            true,
            text("%.0f minutes", restore * (1 + cluster.copies()) / 60)));
    double rolling = cluster.instances() * (MeasuredCosts.RESTART_SECONDS + index);
    limits.add(
        new Limit(
            "a rolling restart",
            rolling / SECONDS_A_DAY,
            false,
            text("%.1f hours, one after another, each with its index built", rolling / 3_600)));
    double capacity = rate / Math.max(flow.busiestThread(), flow.cores() / cluster.threads());
    double rebuild = assets * history.eventsPerAsset() / capacity;
    limits.add(
        new Limit(
            "a rebuild from the events",
            rebuild / SECONDS_A_DAY,
            true,
            text("%.1f hours, all instances at work", rebuild / 3_600)));
    limits.add(
        new Limit(
            "a backup, hourly or daily",
            rate / MeasuredCosts.BACKED_UP_PER_SECOND,
            false,
            text(
                "%.1f hours for all events with one consumer",
                assets * history.eventsPerAsset() / MeasuredCosts.BACKED_UP_PER_SECOND / 3_600)));
    double documented =
        history.partOfWidestOrigin() * assets * 2 * microsPerCommand() / 1e6 / cluster.threads();
    limits.add(
        new Limit(
            "documentation of the widest origin",
            documented / RESTART_SECONDS,
            true,
            text(
                "%.2f %% of all assets below it, %.1f minutes",
                100 * history.partOfWidestOrigin(), documented / 60)));
    double hub = history.partOfWidestHub() * assets * microsPerCommand() / 1e6;
    limits.add(
        new Limit(
            "a change of the widest hub",
            hub / RESTART_SECONDS,
            false,
            text("%.1f minutes of one partition to tell all made from it", hub / 60)));
  }

  /** A command that is read, changes a row, and sends another one. */
  private static double microsPerCommand() {
    MeasuredCosts costs = MeasuredCosts.with(1);
    return costs.commandMicros() + costs.rowMicros() + 2 * costs.sentMicros();
  }

  private void reading(List<Limit> limits) {
    limits.add(
        new Limit(
            "a gate",
            reads.quantile(0.99) / GATE_MILLIS,
            false,
            text(
                "%.0f ms at the median and %.0f at p99, %.0f requests, quiet",
                reads.quantile(0.5), reads.quantile(0.99), reads.requests())));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  public Counts counts() {
    return counts;
  }

  Flow flow() {
    return flow;
  }

  public double markersPerSecond() {
    return counts.markers() / played;
  }
}
