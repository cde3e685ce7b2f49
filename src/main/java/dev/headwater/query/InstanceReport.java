package dev.headwater.query;

import java.util.List;

/**
 * What an instance says of itself.
 *
 * @param state of its stream, as Kafka Streams calls it, or UNREACHABLE as others say of it
 * @param partitions that it has, in order
 * @param pendingAlerts alerts that it has put off for a moment, and those it holds back: see
 *     Quiescence
 * @param producersWithGaps instances of producers, of which events are missing
 * @param missingEvents how many of them
 */
public record InstanceReport(
    String state,
    List<Integer> partitions,
    long pendingAlerts,
    long producersWithGaps,
    long missingEvents) {

  /** Of an instance that does not answer. */
  public static final InstanceReport UNREACHABLE =
      new InstanceReport("UNREACHABLE", List.of(), 0, 0, 0);

  public InstanceReport {
    partitions = List.copyOf(partitions);
  }

  /** Whether it answered. */
  public boolean isReachable() {
    return !state.equals(UNREACHABLE.state);
  }
}
