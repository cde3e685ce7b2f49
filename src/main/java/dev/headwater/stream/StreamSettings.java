package dev.headwater.stream;

import dev.headwater.engine.Policy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of the topology.
 *
 * @param topics the names of the topics
 * @param partitions how many the graph topic has; at least 1. The events topic has as many, or
 *     fewer while this generation follows another one
 * @param policy which conditions and rules apply, with which grace and severity
 * @param budget the work budget: how many commands to handle and messages to send for one record
 *     before the rest goes on by messages; at least 1
 * @param resolvedAlertsKept for how long an alert is kept after it was resolved; empty: for ever
 * @param follows whether another generation is in charge: then the tasks build their state, and say
 *     nothing that the other one says, neither alerts nor quarantined records
 * @param beforeRecord runs before each record, and throws if the task must not process it
 * @param beforeTask runs when a task begins, and throws if it must not process anything. This
 *     instance is a member of the group by then
 */
public record StreamSettings(
    TopicNames topics,
    int partitions,
    Policy policy,
    int budget,
    Optional<Duration> resolvedAlertsKept,
    boolean follows,
    Runnable beforeRecord,
    Runnable beforeTask) {
  /** The budget if none is configured. */
  public static final int DEFAULT_BUDGET = 5_000;

  /** The settings of tasks that are in charge and forget no alert. */
  public StreamSettings(TopicNames topics, int partitions, Policy policy, int budget) {
    this(topics, partitions, policy, budget, Optional.empty(), false, () -> {}, () -> {});
  }

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
