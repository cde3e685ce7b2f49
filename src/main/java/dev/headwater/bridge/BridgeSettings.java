package dev.headwater.bridge;

import dev.headwater.stream.TopicNames;
import java.time.Duration;
import java.util.Objects;

/**
 * What the bridge is built with.
 *
 * @param topics the names of the topics
 * @param partitions of the OpenLineage topic; at least 1
 * @param versions whether version facets make assets of their own
 * @param kept how long a run is remembered after its last event
 * @param largestRecordBytes what Kafka takes, of an event and of what is kept of a run
 */
public record BridgeSettings(
    TopicNames topics, int partitions, boolean versions, Duration kept, int largestRecordBytes) {
  public BridgeSettings {
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(kept, "kept");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
    }
  }
}
