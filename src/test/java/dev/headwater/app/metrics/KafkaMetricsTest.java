package dev.headwater.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.docs.Exposition;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class KafkaMetricsTest {
  private static final String REMAINING = "headwater_restore_remaining_records";

  private final Map<MetricName, Metric> kafka = new HashMap<>();
  private State state = State.RUNNING;

  private record Fixed(MetricName metricName, Object metricValue) implements Metric {}

  private void has(String group, String name, Object value, String... tags) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < tags.length; i += 2) {
      all.put(tags[i], tags[i + 1]);
    }
    MetricName metric = new MetricName(name, group, "", all);
    kafka.put(metric, new Fixed(metric, value));
  }

  private void remaining(String task, double records) {
    has(
        "stream-task-metrics",
        "restore-remaining-records-total",
        records,
        "thread-id",
        "t",
        "task-id",
        task);
  }

  private Exposition scraped() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new KafkaMetrics(() -> kafka, () -> state)
        .bindTo(new Families(registry.getPrometheusRegistry()));
    return Exposition.parse(registry.scrape("text/plain"));
  }

  @Test
  void restore_isUnknownUntilItBegins_andNothingRemainsOnceTheStreamRuns() {
    state = State.REBALANCING;
    assertThat(scraped().value(REMAINING)).isNaN();
    remaining("0_0", 0);
    assertThat(scraped().value(REMAINING)).as("it may not have begun").isNaN();
    remaining("0_0", 40);
    remaining("0_1", 2);
    assertThat(scraped().value(REMAINING)).isEqualTo(42);

    kafka.clear();
    state = State.RUNNING;
    assertThat(scraped().value(REMAINING)).isZero();
  }

  @Test
  void state_isOneOfAll() {
    state = State.REBALANCING;
    Exposition metrics = scraped();
    assertThat(metrics.value("headwater_stream_state")).isEqualTo(1);
    assertThat(metrics.value("headwater_stream_state", Map.of("state", "REBALANCING")))
        .isEqualTo(1);
    assertThat(metrics.value("headwater_stream_state", Map.of("state", "RUNNING"))).isZero();
  }

  @Test
  void numbers_ofClientsAreJoined_andThoseOfOtherThingsWithTheNameAreNot() {
    String group = "consumer-fetch-manager-metrics";
    has(group, "records-lag-max", 5.0, "client-id", "a");
    has(group, "records-lag-max", 9.0, "client-id", "b");
    has(group, "records-lag-max", Double.NaN, "client-id", "c");
    has(group, "records-lag-max", 70.0, "client-id", "a", "topic", "t", "partition", "0");
    has("consumer-coordinator-metrics", "rebalance-total", 3.0, "client-id", "a");
    has("consumer-coordinator-metrics", "rebalance-total", 4.0, "client-id", "b");

    Exposition metrics = scraped();
    assertThat(metrics.value("headwater_kafka_consumer_lag_max_records")).isEqualTo(9);
    assertThat(metrics.value("headwater_kafka_consumer_rebalances_total")).isEqualTo(7);
  }

  @Test
  void number_thatKafkaHasNot_hasNoSample() {
    has("stream-thread-metrics", "commit-latency-max", Double.NaN, "thread-id", "t");
    Exposition metrics = scraped();
    assertThat(metrics.value("headwater_kafka_commit_latency_max_seconds")).isNaN();
    assertThat(metrics.value("headwater_store_bytes")).isNaN();
  }
}
