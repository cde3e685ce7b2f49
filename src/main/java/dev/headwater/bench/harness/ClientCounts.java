package dev.headwater.bench.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads the metrics of the Kafka clients of a Streams application. */
public final class ClientCounts {
  private static final String CONSUMED = "consumer-fetch-manager-metrics";
  private static final String PRODUCED = "producer-topic-metrics";
  private static final String RESTORE = "restore-consumer";

  private final Map<MetricName, ? extends Metric> metrics;

  /**
   * @param metrics of a running Streams application; they are valid while it runs
   */
  public ClientCounts(Map<MetricName, ? extends Metric> metrics) {
    this.metrics = metrics;
  }

  /** Records consumed since the clients started, by topic, without restored records. */
  public Map<String, Long> recordsConsumed() {
    return byTopic(CONSUMED, "records-consumed-total");
  }

  /** Records produced since the clients started, by topic, including changelogs. */
  public Map<String, Long> recordsProduced() {
    return byTopic(PRODUCED, "record-send-total");
  }

  /** Bytes of record batches produced, by topic. */
  Map<String, Long> bytesProduced() {
    return byTopic(PRODUCED, "byte-total");
  }

  /** Commits of all stream threads. */
  double commits() {
    return sum("stream-thread-metrics", "commit-total");
  }

  /** Requests that the producers sent; most carry records. */
  double producerRequests() {
    return sum("producer-metrics", "request-total");
  }

  /** Nanoseconds that all stream threads waited since the clients started, by reason. */
  Map<String, Double> waits() {
    Map<String, Double> waits = new LinkedHashMap<>();
    waits.put("for records", sum("consumer-metrics", "io-wait-time-ns-total"));
    waits.put("for the flush of a commit", sum("producer-metrics", "flush-time-ns-total"));
    waits.put("for the end of a transaction", sum("producer-metrics", "txn-commit-time-ns-total"));
    waits.put(
        "for a transaction to take offsets",
        sum("producer-metrics", "txn-send-offsets-time-ns-total"));
    return waits;
  }

  /** Requests for records that the consumers sent. */
  double fetches() {
    return sum(CONSUMED, "fetch-total");
  }

  /** The sum of a metric over all clients, for a metric that has no values by topic. */
  private double sum(String group, String name) {
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().group().equals(group))
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> !entry.getKey().tags().containsKey("topic"))
        .filter(entry -> !entry.getKey().tags().getOrDefault("client-id", "").contains(RESTORE))
        .mapToDouble(entry -> number(entry.getValue()))
        .sum();
  }

  private Map<String, Long> byTopic(String group, String name) {
    Map<String, Long> counts = new TreeMap<>();
    metrics.forEach(
        (key, metric) -> {
          String topic = key.tags().get("topic");
          String client = key.tags().getOrDefault("client-id", "");
          if (key.group().equals(group)
              && key.name().equals(name)
              && topic != null
              && key.tags().get("partition") == null
              && !client.contains(RESTORE)) {
            counts.merge(topic, Math.round(number(metric)), Long::sum);
          }
        });
    // Kafka counts a topic with dots under its name, and again under one with underscores.
    counts.keySet().removeIf(topic -> isOtherSpelling(topic, counts));
    return counts;
  }

  private static boolean isOtherSpelling(String topic, Map<String, Long> counts) {
    return counts.keySet().stream()
        .anyMatch(other -> !other.equals(topic) && other.replace('.', '_').equals(topic));
  }

  private static double number(Metric metric) {
    return metric.metricValue() instanceof Number number && !Double.isNaN(number.doubleValue())
        ? number.doubleValue()
        : 0;
  }
}
