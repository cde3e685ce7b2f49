package dev.headwater.docs;

import java.util.Set;

/**
 * A metric as Prometheus sees it.
 *
 * @param type counter, gauge, histogram or summary
 * @param labels the names of its labels, without {@code le} and {@code quantile}
 */
public record MetricFamily(String type, Set<String> labels) {
  public MetricFamily {
    labels = Set.copyOf(labels);
  }
}
