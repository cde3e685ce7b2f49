package dev.headwater.bench.harness;

import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import dev.headwater.stream.StoreCounts;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/**
 * What processing costs: Kafka records, store operations, processor time and garbage.
 *
 * @param consumed records by topic
 * @param produced records by topic
 * @param bytesProduced by topic
 * @param commits of all threads
 * @param producerRequests requests that the producers sent
 * @param fetches requests that the consumers sent
 * @param collectionMillis the time spent in garbage collections
 * @param seconds the time of the measurement
 * @param waits nanoseconds that stream threads waited, by reason
 * @param cpu by group of threads
 */
public record Costs(
    Map<String, Long> consumed,
    Map<String, Long> produced,
    Map<String, Long> bytesProduced,
    StoreCounts.Snapshot store,
    double commits,
    double producerRequests,
    double fetches,
    double collectionMillis,
    double seconds,
    Map<String, Double> waits,
    Map<String, Cpu.Use> cpu) {

  /**
   * Measures from one moment to another. Records, requests and store operations are totals since
   * the processor started, so it must have processed nothing before {@link #begin}.
   */
  public static final class Meter {
    private final Installation on;
    private final Processor processor;
    private Instant begun = Instant.EPOCH;
    private long nanos;
    private Map<String, Cpu.Use> cpu = Map.of();
    private double collected;
    private Map<String, Double> waits = Map.of();

    public Meter(Installation on, Processor processor) {
      this.on = on;
      this.processor = processor;
    }

    public void begin() {
      begun = Instant.now();
      nanos = System.nanoTime();
      cpu = Cpu.now(on.brokerPid());
      collected = collectionMillis();
      waits = waits();
    }

    private Map<String, Double> waits() {
      return new ClientCounts(processor.headwater().streamMetrics()).waits();
    }

    public Instant begun() {
      return begun;
    }

    /**
     * Ends the measurement of time, waits and processor use, then waits until the processor sends
     * nothing more and takes the counts.
     */
    public Costs end() {
      double seconds = (System.nanoTime() - nanos) / 1e9;
      Map<String, Cpu.Use> used = Cpu.since(cpu, Cpu.now(on.brokerPid()));
      double collecting = collectionMillis() - collected;
      Map<String, Double> waited = waits();
      waited.replaceAll((what, nanos) -> nanos - waits.getOrDefault(what, 0.0));
      processor.awaitSilence();
      ClientCounts clients = new ClientCounts(processor.headwater().streamMetrics());
      return new Costs(
          clients.recordsConsumed(),
          clients.recordsProduced(),
          clients.bytesProduced(),
          processor.storeCounts(),
          clients.commits(),
          clients.producerRequests(),
          clients.fetches(),
          collecting,
          seconds,
          waited,
          used);
    }

    private static double collectionMillis() {
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .mapToLong(GarbageCollectorMXBean::getCollectionTime)
          .sum();
    }
  }

  /** Adds everything to a report, divided by the number of events. */
  public void addTo(Report report, long events) {
    records(report, events);
    store(report, events);
    processor(report, events);
  }

  private void records(Report report, double events) {
    Table table = new Table("Kafka, per event", "topic", "consumed", "produced", "bytes produced");
    TreeSet<String> topics = new TreeSet<>(consumed.keySet());
    topics.addAll(produced.keySet());
    for (String topic : topics) {
      report
          .figure("consumed_per_event_" + topic, consumed.getOrDefault(topic, 0L) / events)
          .figure("produced_per_event_" + topic, produced.getOrDefault(topic, 0L) / events);
      table.row(
          topic,
          consumed.getOrDefault(topic, 0L) / events,
          produced.getOrDefault(topic, 0L) / events,
          bytesProduced.getOrDefault(topic, 0L) / events);
    }
    double in = sum(consumed) / events;
    double out = sum(produced) / events;
    table.row("all", in, out, sum(bytesProduced) / events);
    report
        .table(table)
        .figure("records_consumed_per_event", in)
        .figure("records_produced_per_event", out)
        .figure("bytes_produced_per_event", sum(bytesProduced) / events)
        .figure("events_per_commit", events / commits)
        .figure("records_per_producer_request", sum(produced) / producerRequests);
  }

  private void store(Report report, double events) {
    report
        .table(
            new Table("Store, per event", "operation", "count")
                .row("gets", store.gets() / events)
                .row("puts", store.puts() / events)
                .row("deletes", store.deletes() / events)
                .row("bytes put", store.putBytes() / events)
                .row("scans", store.scans() / events)
                .row("rows scanned", store.scannedRows() / events))
        .figure("store_gets_per_event", store.gets() / events)
        .figure("store_puts_per_event", (store.puts() + store.deletes()) / events)
        .figure("store_scans_per_event", store.scans() / events);
  }

  private void processor(Report report, double events) {
    Table table =
        new Table(
            "Processor time and garbage", "threads", "us/event", "% of a core", "bytes/event");
    cpu.forEach(
        (group, use) ->
            table.row(
                group,
                use.nanos() / 1e3 / events,
                use.nanos() / 1e7 / seconds,
                use.bytes() / events));
    Cpu.Use working = cpu.getOrDefault(Cpu.STREAM_THREADS, new Cpu.Use(0, 0));
    report.figure("stream_threads_us_per_event", working.nanos() / 1e3 / events);
    Table waiting = new Table("Stream threads that wait", "what", "% of one thread's time");
    waits.forEach((what, nanos) -> waiting.row(what, nanos / 1e7 / seconds));
    report
        .table(table)
        .table(waiting)
        .table(
            new Table("Requests, commits and collections", "what", "figure")
                .row("events a commit of a thread", events / commits)
                .row("records a producer's request", sum(produced) / producerRequests)
                .row("records a fetch", sum(consumed) / fetches)
                .row("% of the time in garbage collections", collectionMillis / 10 / seconds));
  }

  private static double sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
