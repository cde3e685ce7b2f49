package dev.headwater.app.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Shows what the rows of this instance's partitions say. */
final class StateMetrics {
  private final Supplier<Optional<StateCounts>> counts;

  /**
   * @param counts empty while a partition of this instance cannot be read
   */
  StateMetrics(Supplier<Optional<StateCounts>> counts) {
    this.counts = counts;
  }

  void bindTo(Families families) {
    families.gauge(
        "headwater_partitions",
        "Partitions of the events that this instance owns",
        of(StateCounts::partitions));
    families.gauges(
        "headwater_assets",
        "Assets of this instance's partitions, by kind",
        List.of("kind"),
        () ->
            counts
                .get()
                .map(
                    now ->
                        List.of(
                            new Sample(List.of("dataset"), now.datasets()),
                            new Sample(List.of("model"), now.models())))
                .orElse(List.of()));
    families.gauge(
        "headwater_exposures",
        "Assets that descend from synthetic data without being synthetic themselves",
        of(StateCounts::exposed));
    families.gauges(
        "headwater_alerts_open",
        "Announced alerts that are open",
        List.of("rule", "severity"),
        () -> counts.get().map(StateMetrics::open).orElse(List.of()));
    families.gauge(
        "headwater_alerts_pending",
        "Alerts that are delayed for a moment, or held back while a backlog is worked off",
        of(StateCounts::pendingAlerts));
    families.gauge(
        "headwater_missing_producers",
        "Client instances of which events are missing, on this instance's partitions",
        of(StateCounts::missingProducers));
    families.gauge(
        "headwater_missing_events",
        "Events that they numbered and that have not come",
        of(StateCounts::missingEvents));
  }

  private Supplier<OptionalDouble> of(ToDoubleFunction<StateCounts> number) {
    return () ->
        counts
            .get()
            .map(now -> OptionalDouble.of(number.applyAsDouble(now)))
            .orElse(OptionalDouble.empty());
  }

  private static List<Sample> open(StateCounts now) {
    return now.openAlerts().entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<StateCounts.Alerts, Long> entry) -> entry.getKey().rule())
                .thenComparing(entry -> entry.getKey().severity()))
        .map(
            entry ->
                new Sample(
                    List.of(entry.getKey().rule().name(), entry.getKey().severity().name()),
                    entry.getValue()))
        .toList();
  }
}
