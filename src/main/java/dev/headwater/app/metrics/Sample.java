package dev.headwater.app.metrics;

import java.util.List;

/**
 * One value of a metric.
 *
 * @param labels the values of its labels, in the order of their names
 */
record Sample(List<String> labels, double value) {
  Sample {
    labels = List.copyOf(labels);
  }
}
