package dev.headwater.app.metrics;

import dev.headwater.stream.Latencies;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds families of metrics to Micrometer's Prometheus registry, each of which is read when a scrape
 * comes. Names are given as {@code /metrics} shows them.
 *
 * <p>Micrometer has no meter for a histogram that is counted elsewhere, none whose labels come and
 * go, and none whose value may be unknown. So these go to the registry below it.
 */
final class Families {
  private static final Logger LOG = LoggerFactory.getLogger(Families.class);
  private static final String TOTAL = "_total";
  private static final String INFO = "_info";

  private final PrometheusRegistry registry;

  Families(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Adds a counter without labels. */
  void counter(String name, String help, LongAdder count) {
    counters(name, help, List.of(), () -> List.of(new Sample(List.of(), count.sum())));
  }

  /** Adds a counter with labels; its name ends in {@code _total}. */
  void counters(String name, String help, List<String> labels, Supplier<List<Sample>> samples) {
    String base = name.substring(0, name.length() - TOTAL.length());
    add(
        name,
        samples,
        found -> {
          CounterSnapshot.Builder counter = CounterSnapshot.builder().name(base).help(help);
          for (Sample sample : found) {
            counter.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of(labels, sample.labels()))
                    .value(sample.value())
                    .build());
          }
          return counter.build();
        });
  }

  /** Adds a gauge without labels; it has no sample while its value is not known. */
  void gauge(String name, String help, Supplier<OptionalDouble> value) {
    gauges(
        name,
        help,
        List.of(),
        () -> value.get().stream().mapToObj(known -> new Sample(List.of(), known)).toList());
  }

  /** Adds a gauge with labels. */
  void gauges(String name, String help, List<String> labels, Supplier<List<Sample>> samples) {
    add(
        name,
        samples,
        found -> {
          GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
          for (Sample sample : found) {
            gauge.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(labels, sample.labels()))
                    .value(sample.value())
                    .build());
          }
          return gauge.build();
        });
  }

  /** Adds a histogram without labels. */
  void histogram(String name, String help, Latencies times) {
    add(name, List::of, none -> histogram(name, help, List.of(Labels.EMPTY), List.of(times)));
  }

  /** Adds a histogram with one label. */
  void histograms(String name, String help, String label, Map<String, Latencies> times) {
    List<Labels> labels = new ArrayList<>();
    List<Latencies> all = new ArrayList<>();
    times.forEach(
        (value, each) -> {
          labels.add(Labels.of(label, value));
          all.add(each);
        });
    add(name, List::of, none -> histogram(name, help, labels, all));
  }

  private static MetricSnapshot histogram(
      String name, String help, List<Labels> labels, List<Latencies> times) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help);
    List<Double> bounds = new ArrayList<>(Latencies.boundsSeconds());
    bounds.add(Double.POSITIVE_INFINITY);
    for (int i = 0; i < times.size(); i++) {
      histogram.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(labels.get(i))
              .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, times.get(i).counts()))
              .sum(times.get(i).sumSeconds())
              .build());
    }
    return histogram.build();
  }

  /** Adds a fact that is always 1, with one label; its name ends in {@code _info}. */
  void info(String name, String help, String label, String value) {
    String base = name.substring(0, name.length() - INFO.length());
    MetricSnapshot fact =
        InfoSnapshot.builder()
            .name(base)
            .help(help)
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of(label, value))
                    .build())
            .build();
    add(name, List::of, none -> fact);
  }

  private interface Form {
    MetricSnapshot of(List<Sample> samples);
  }

  /** A source that fails leaves its family without samples, and the others as they are. */
  private void add(String name, Supplier<List<Sample>> samples, Form form) {
    Collector collector =
        () -> {
          List<Sample> found = List.of();
          try {
            found = samples.get();
          } catch (RuntimeException unknown) {
            LOG.debug("{} is not known at the moment: {}", name, unknown.getMessage());
          }
          return form.of(found);
        };
    registry.register(collector);
  }
}
