package dev.headwater.stream;

import dev.headwater.engine.Policy;
import java.util.Objects;

/**
 * The settings of the topology.
 *
 * @param topics the names of the topics
 * @param partitions how many the events topic and the graph topic have each; at least 1
 * @param policy which conditions and rules apply, with which grace and severity
 * @param budget the work budget: how many commands to handle and messages to send for one record
 *     before the rest goes on by messages; at least 1
 */
public record StreamSettings(TopicNames topics, int partitions, Policy policy, int budget) {
  /** The budget if none is configured. */
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
