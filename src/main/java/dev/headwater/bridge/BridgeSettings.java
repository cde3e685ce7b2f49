package dev.headwater.bridge;

import dev.headwater.stream.TopicNames;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings of the bridge.
 *
 * @param topics the names of the topics
 * @param partitions how many the OpenLineage topic has; at least 1
 * @param versions whether version facets make assets of their own
 * @param kept how long a run is remembered after its last event, in full hours; less than one
 *     counts as one
 * @param largestRecordBytes the largest record that Kafka accepts; limits events, and rows of a
 *     subject
 * @param beforeTask runs when a task begins, and throws if it must not process anything
 */
public record BridgeSettings(
    TopicNames topics,
    int partitions,
    boolean versions,
    Duration kept,
    int largestRecordBytes,
    Runnable beforeTask) {

  /** The settings of tasks that may begin at any time. */
  public BridgeSettings(
      TopicNames topics, int partitions, boolean versions, Duration kept, int largestRecordBytes) {
    this(topics, partitions, versions, kept, largestRecordBytes, () -> {});
  }

  public BridgeSettings {
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(kept, "kept");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
    }
  }
}
