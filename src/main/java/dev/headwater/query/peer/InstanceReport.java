package dev.headwater.query.peer;

import dev.headwater.query.progress.Quiescence;
import java.util.List;

/**
 * The report of an instance about itself.
 *
 * @param state of its stream, as Kafka Streams names it; UNREACHABLE if the instance does not
 *     answer
 * @param partitions that it has, in order
 * @param pendingAlerts the number of alert changes that it delays for a moment, and of alerts that
 *     it holds back: see {@link Quiescence}
 * @param producersWithGaps instances of producers with missing events
 * @param missingEvents how many events of these producers are missing
 */
public record InstanceReport(
    String state,
    List<Integer> partitions,
    long pendingAlerts,
    long producersWithGaps,
    long missingEvents) {

  /** Stands for the report of an instance that does not answer. */
  public static final InstanceReport UNREACHABLE =
      new InstanceReport("UNREACHABLE", List.of(), 0, 0, 0);

  public InstanceReport {
    partitions = List.copyOf(partitions);
  }

  /** Whether the instance answered. */
  public boolean isReachable() {
    return !state.equals(UNREACHABLE.state);
  }
}
