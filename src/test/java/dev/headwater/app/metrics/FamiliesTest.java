package dev.headwater.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.docs.Exposition;
import dev.headwater.docs.MetricFamily;
import dev.headwater.stream.Latencies;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class FamiliesTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Families families = new Families(registry.getPrometheusRegistry());

  private Exposition scraped() {
    return Exposition.parse(registry.scrape("text/plain"));
  }

  @Test
  void names_areShownAsTheyAreGiven() {
    LongAdder count = new LongAdder();
    count.add(3);
    families.counter("headwater_some_total", "Some", count);
    families.info("headwater_build_info", "Build", "version", "1.2");
    families.gauge("headwater_size_bytes", "Size", () -> OptionalDouble.of(8));

    assertThat(scraped().families())
        .isEqualTo(
            Map.of(
                "headwater_some_total", new MetricFamily("counter", Set.of()),
                "headwater_build_info", new MetricFamily("gauge", Set.of("version")),
                "headwater_size_bytes", new MetricFamily("gauge", Set.of())));
    assertThat(scraped().value("headwater_some_total")).isEqualTo(3);
  }

  @Test
  void unknownValue_hasNoSample() {
    OptionalDouble[] value = {OptionalDouble.empty()};
    families.gauge("headwater_lag", "Lag", () -> value[0]);
    assertThat(scraped().samples()).isEmpty();

    value[0] = OptionalDouble.of(0);
    assertThat(scraped().value("headwater_lag")).isZero();
  }

  @Test
  void sourceThatFails_takesNoOtherMetricWithIt() {
    families.gauge(
        "headwater_broken",
        "Broken",
        () -> {
          throw new IllegalStateException("the store is closed");
        });
    families.gauge("headwater_whole", "Whole", () -> OptionalDouble.of(1));

    assertThat(scraped().families()).containsOnlyKeys("headwater_whole");
  }

  @Test
  void histogram_addsUpItsBuckets() {
    Latencies times = new Latencies();
    times.record(4_000);
    times.record(40_000);
    times.record(4_000_000_000L);
    families.histograms("headwater_reads_seconds", "Reads", "kind", Map.of("gate", times));

    Exposition metrics = scraped();
    assertThat(bucket(metrics, "0.0025")).isZero();
    assertThat(bucket(metrics, "0.005")).isEqualTo(1);
    assertThat(bucket(metrics, "1800.0")).isEqualTo(2);
    assertThat(bucket(metrics, "+Inf")).isEqualTo(3);
    assertThat(metrics.value("headwater_reads_seconds_count")).isEqualTo(3);
    assertThat(metrics.value("headwater_reads_seconds_sum")).isEqualTo(4_000.044);
    assertThat(metrics.families())
        .isEqualTo(
            Map.of("headwater_reads_seconds", new MetricFamily("histogram", Set.of("kind"))));
  }

  private static double bucket(Exposition metrics, String bound) {
    return metrics.value("headwater_reads_seconds_bucket", Map.of("kind", "gate", "le", bound));
  }

  @Test
  void values_ofLabels_areShownAsTheyAre() {
    families.counters(
        "headwater_q_total",
        "Quarantine",
        List.of("topic", "reason"),
        () -> List.of(new Sample(List.of("headwater.events", "invalid"), 2)));

    assertThat(
            scraped()
                .value(
                    "headwater_q_total", Map.of("topic", "headwater.events", "reason", "invalid")))
        .isEqualTo(2);
  }
}
