package dev.headwater.stream;

import dev.headwater.engine.Policy;
import java.util.Objects;

/**
 * What the topology is built with.
 *
 * @param topics the names of the topics
 * @param partitions of the events and graph topics, equal; at least 1
 * @param policy what is required, with what grace and severity
 * @param budget commands handled and messages sent for one record before the rest goes on by
 *     messages
 */
public record StreamSettings(TopicNames topics, int partitions, Policy policy, int budget) {
  /** The budget unless configured. */
  public static final int DEFAULT_BUDGET = 5_000;

  public StreamSettings {
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(policy, "policy");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
    }
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be at least 1, not " + budget);
    }
  }
}
