package dev.headwater.app.metrics;

import dev.headwater.bridge.BridgeCounts;
import dev.headwater.query.Queries;
import dev.headwater.query.ReadCounts;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.question.Feed;
import dev.headwater.stream.StreamCounts;
import dev.headwater.stream.TopicNames;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** All metrics of an instance. */
public final class InstanceMetrics {
  private static final double PER_MILLI = 1e-3;

  private InstanceMetrics() {}

  /**
   * Where the numbers come from. Everything here is read when a scrape comes, from any thread.
   *
   * @param state empty while a partition of this instance cannot be read
   * @param metrics of Kafka Streams and its clients
   * @param searchWaiting changed assets that the search index has not taken in
   * @param searchScanned partitions that searches read row by row
   * @param alertStreams open streams of alerts
   * @param folder where the state is
   * @param kafkaAway after how long without an answer from Kafka the lag is not known
   */
  public record Sources(
      StreamCounts stream,
      BridgeCounts bridge,
      ReadCounts reads,
      TopicNames topics,
      Supplier<Optional<StateCounts>> state,
      Supplier<KafkaStreams.State> streamState,
      Supplier<Map<MetricName, ? extends Metric>> metrics,
      Queries queries,
      LongSupplier searchWaiting,
      LongSupplier searchScanned,
      IntSupplier alertStreams,
      Path folder,
      Duration kafkaAway,
      String version) {}

  /** A registry with all metrics. */
  public static PrometheusMeterRegistry of(Sources from) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Families families = new Families(registry.getPrometheusRegistry());
    families.info("headwater_build_info", "The version that runs", "version", from.version());
    new StreamMetrics(from.stream(), from.bridge(), from.topics()).bindTo(families);
    new StateMetrics(from.state()).bindTo(families);
    new ReadMetrics(from.reads()).bindTo(families);
    new KafkaMetrics(from.metrics(), from.streamState()).bindTo(families);
    lag(families, from);
    families.gauge(
        "headwater_search_waiting",
        "Changed assets that the search index has not taken in",
        () -> OptionalDouble.of(from.searchWaiting().getAsLong()));
    families.gauge(
        "headwater_search_partitions_scanned",
        "Partitions of this instance that searches read row by row",
        () -> OptionalDouble.of(from.searchScanned().getAsLong()));
    families.gauge(
        "headwater_alert_streams",
        "Open streams of alerts",
        () -> OptionalDouble.of(from.alertStreams().getAsInt()));
    families.gauge(
        "headwater_state_disk_free_bytes",
        "Free space where the state is",
        () -> disk(from.folder(), folder -> folder.toFile().getUsableSpace()));
    families.gauge(
        "headwater_state_disk_bytes",
        "Size of the file system where the state is",
        () -> disk(from.folder(), folder -> folder.toFile().getTotalSpace()));
    return registry;
  }

  private static void lag(Families families, Sources from) {
    families.gauges(
        "headwater_lag_records",
        "Records that no instance has processed, over all partitions",
        List.of("topic"),
        () -> isAway(from) ? List.of() : behind(from.queries().recordsBehind(), from.topics()));
    families.gauge(
        "headwater_behind_seconds",
        "Age of the oldest record that no instance has processed",
        () -> {
          Lag lag = from.queries().lag();
          return isAway(from) || !lag.isKnown()
              ? OptionalDouble.empty()
              : OptionalDouble.of(lag.millis() * PER_MILLI);
        });
  }

  private static boolean isAway(Sources from) {
    return from.queries().kafkaSilence().compareTo(from.kafkaAway()) > 0;
  }

  private static List<Sample> behind(Map<Feed, Long> records, TopicNames topics) {
    return records.entrySet().stream()
        .map(entry -> new Sample(List.of(topic(entry.getKey(), topics)), entry.getValue()))
        .toList();
  }

  private static String topic(Feed feed, TopicNames topics) {
    return switch (feed) {
      case OPENLINEAGE -> topics.openlineage();
      case EVENTS -> topics.events();
      case GRAPH -> topics.graph();
    };
  }

  /** Java says 0 where it cannot tell the size of a file system. */
  private static OptionalDouble disk(Path folder, ToLongFunction<Path> size) {
    long bytes = size.applyAsLong(folder);
    return bytes > 0 ? OptionalDouble.of(bytes) : OptionalDouble.empty();
  }
}
