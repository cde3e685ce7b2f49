package dev.headwater.query.peer;

import dev.headwater.query.progress.Backlog;
import java.util.List;
import java.util.Optional;

/**
 * The status of the service.
 *
 * @param state of the stream on the instance that answers, as Kafka Streams names it
 * @param quiescent whether everything that was sent is processed; false if that is not known
 * @param backlog how much waits to be processed; empty if that is not known
 * @param pendingAlerts the number of alert changes that are delayed for a moment, and of alerts
 *     held back
 * @param instances all that are known, sorted by URL
 * @param problem why something is not known; "" if everything is
 */
public record Status(
    String state,
    boolean quiescent,
    Optional<Backlog> backlog,
    long pendingAlerts,
    List<Member> instances,
    String problem) {
  public Status {
    instances = List.copyOf(instances);
  }

  /**
   * How many instances of producers have missing events, according to those instances that answer.
   */
  public long producersWithGaps() {
    return instances.stream().mapToLong(member -> member.report().producersWithGaps()).sum();
  }

  /** How many events of these producers are missing; at most {@link Long#MAX_VALUE}. */
  public long missingEvents() {
    return instances.stream()
        .mapToLong(member -> member.report().missingEvents())
        .reduce(0, (one, other) -> one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other);
  }

  /** One instance and its report. */
  public record Member(Instance instance, InstanceReport report) {}
}
