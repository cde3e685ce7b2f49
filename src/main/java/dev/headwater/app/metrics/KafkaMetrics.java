package dev.headwater.app.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Shows those metrics of Kafka Streams, its clients and RocksDB that help with an operation: one
 * number for all threads, tasks and stores together. Kafka has hundreds more.
 */
final class KafkaMetrics {
  private static final double PER_MILLI = 1e-3;
  private static final double PER_NANO = 1e-9;

  private static final Set<String> CLIENT = Set.of("client-id");
  private static final Set<String> THREAD = Set.of("thread-id");
  private static final Set<String> TASK = Set.of("thread-id", "task-id");
  private static final Set<String> STORE = Set.of("thread-id", "task-id", "rocksdb-state-id");

  /** How the numbers of several clients, threads, tasks or stores become one. */
  private enum Joined {
    SUM,
    MOST
  }

  /**
   * Metrics of Kafka that make one of ours.
   *
   * @param tags the names of the tags that they have; Kafka uses a name for several things
   * @param unit what to multiply a number with
   */
  private record Source(String group, String name, Set<String> tags, Joined joined, double unit) {

    boolean has(MetricName metric) {
      return metric.name().equals(name)
          && metric.group().equals(group)
          && metric.tags().keySet().equals(tags);
    }

    /** Empty if Kafka has no such metric now, or none with a number. */
    OptionalDouble read(Map<MetricName, ? extends Metric> metrics) {
      DoubleStream numbers =
          metrics.entrySet().stream()
              .filter(entry -> has(entry.getKey()))
              .map(entry -> entry.getValue().metricValue())
              .filter(Number.class::isInstance)
              .mapToDouble(value -> ((Number) value).doubleValue())
              .filter(Double::isFinite)
              .map(value -> value * unit);
      return joined == Joined.MOST ? numbers.max() : numbers.reduce(Double::sum);
    }
  }

  private static final Source RESTORE =
      new Source("stream-task-metrics", "restore-remaining-records-total", TASK, Joined.SUM, 1);

  private final Supplier<Map<MetricName, ? extends Metric>> metrics;
  private final Supplier<KafkaStreams.State> state;

  KafkaMetrics(
      Supplier<Map<MetricName, ? extends Metric>> metrics, Supplier<KafkaStreams.State> state) {
    this.metrics = metrics;
    this.state = state;
  }

  void bindTo(Families families) {
    families.gauges(
        "headwater_stream_state",
        "1 for the state that the stream is in",
        List.of("state"),
        this::states);
    families.gauge(
        "headwater_restore_remaining_records",
        "Records of the changelogs that partitions of this instance have yet to restore",
        this::remaining);
    threads(families);
    clients(families);
    stores(families);
  }

  private List<Sample> states() {
    KafkaStreams.State now = state.get();
    return Arrays.stream(KafkaStreams.State.values())
        .map(each -> new Sample(List.of(each.name()), each == now ? 1 : 0))
        .toList();
  }

  /**
   * While the stream does not run, a 0 can also mean that the restore has not begun, so it is not
   * told then.
   */
  private OptionalDouble remaining() {
    boolean running = state.get() == KafkaStreams.State.RUNNING;
    OptionalDouble records = RESTORE.read(metrics.get());
    if (running) {
      return OptionalDouble.of(records.orElse(0));
    }
    return records.orElse(0) > 0 ? records : OptionalDouble.empty();
  }

  private void threads(Families families) {
    gauge(
        families,
        "headwater_kafka_threads_alive",
        "Stream threads that run",
        new Source("stream-metrics", "alive-stream-threads", CLIENT, Joined.SUM, 1));
    counter(
        families,
        "headwater_kafka_threads_failed_total",
        "Stream threads that ended and were replaced, or ended the stream",
        new Source("stream-metrics", "failed-stream-threads", CLIENT, Joined.SUM, 1));
    gauge(
        families,
        "headwater_kafka_process_ratio",
        "Part of its time that the busiest stream thread spends in processing",
        new Source("stream-thread-metrics", "process-ratio", THREAD, Joined.MOST, 1));
    gauge(
        families,
        "headwater_kafka_commit_latency_max_seconds",
        "The longest commit of the last minute or so, as Kafka Streams measures it",
        new Source("stream-thread-metrics", "commit-latency-max", THREAD, Joined.MOST, PER_MILLI));
    counter(
        families,
        "headwater_kafka_records_dropped_total",
        "Records that Kafka Streams has left out",
        new Source("stream-task-metrics", "dropped-records-total", TASK, Joined.SUM, 1));
  }

  private void clients(Families families) {
    gauge(
        families,
        "headwater_kafka_consumer_lag_max_records",
        "Records that the consumers of this instance are behind, in their worst partition",
        new Source("consumer-fetch-manager-metrics", "records-lag-max", CLIENT, Joined.MOST, 1));
    counter(
        families,
        "headwater_kafka_consumer_rebalances_total",
        "Rebalances that the consumers of this instance took part in",
        new Source("consumer-coordinator-metrics", "rebalance-total", CLIENT, Joined.SUM, 1));
    gauge(
        families,
        "headwater_kafka_consumer_heartbeat_age_seconds",
        "How long ago a consumer of this instance last reached the group's coordinator",
        new Source(
            "consumer-coordinator-metrics", "last-heartbeat-seconds-ago", CLIENT, Joined.MOST, 1));
    counter(
        families,
        "headwater_kafka_producer_errors_total",
        "Records that Kafka refused from the stream",
        new Source("producer-metrics", "record-error-total", CLIENT, Joined.SUM, 1));
    counter(
        families,
        "headwater_kafka_producer_retries_total",
        "Records that the stream had to send again",
        new Source("producer-metrics", "record-retry-total", CLIENT, Joined.SUM, 1));
    counter(
        families,
        "headwater_kafka_transaction_commit_seconds_total",
        "Time that the producers of the stream spent in commits of transactions",
        new Source("producer-metrics", "txn-commit-time-ns-total", CLIENT, Joined.SUM, PER_NANO));
  }

  private void stores(Families families) {
    gauge(
        families,
        "headwater_store_bytes",
        "Files of the state stores of this instance",
        store("total-sst-files-size", Joined.SUM));
    gauge(
        families,
        "headwater_rocksdb_keys",
        "Rows in the state stores, as RocksDB estimates",
        store("estimate-num-keys", Joined.SUM));
    gauge(
        families,
        "headwater_rocksdb_memtable_bytes",
        "Rows in memory that are not in files yet",
        store("size-all-mem-tables", Joined.SUM));
    gauge(
        families,
        "headwater_rocksdb_block_cache_bytes",
        "What the cache that all stores share holds",
        store("block-cache-usage", Joined.MOST));
    gauge(
        families,
        "headwater_rocksdb_block_cache_capacity_bytes",
        "What the cache that all stores share can hold",
        store("block-cache-capacity", Joined.MOST));
    gauge(
        families,
        "headwater_rocksdb_pending_compaction_bytes",
        "What RocksDB has yet to rewrite",
        store("estimate-pending-compaction-bytes", Joined.SUM));
    gauge(
        families,
        "headwater_rocksdb_background_errors",
        "Errors of RocksDB's background work since the stores were opened",
        store("background-errors", Joined.SUM));
  }

  private static Source store(String name, Joined joined) {
    return new Source("stream-state-metrics", name, STORE, joined, 1);
  }

  private void gauge(Families families, String name, String help, Source source) {
    families.gauge(name, help, () -> source.read(metrics.get()));
  }

  private void counter(Families families, String name, String help, Source source) {
    families.counters(
        name,
        help,
        List.of(),
        () ->
            source.read(metrics.get()).stream()
                .mapToObj(value -> new Sample(List.of(), value))
                .toList());
  }
}
