package dev.headwater.query;

import java.util.List;
import java.util.Optional;

/**
 * How the service stands.
 *
 * @param state of the stream on the instance that answers, as Kafka Streams calls it
 * @param quiescent whether all that was sent is processed; false if that cannot be told
 * @param backlog what waits; empty if that cannot be told
 * @param pendingAlerts alerts put off for a moment or held back
 * @param instances all that are known, by URL
 * @param problem why something cannot be told; "" if all can
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

  /** Instances of producers of which events are missing, as far as their owners can be reached. */
  public long producersWithGaps() {
    return instances.stream().mapToLong(member -> member.report().producersWithGaps()).sum();
  }

  /** How many events are missing of these; stops at the largest number there is. */
  public long missingEvents() {
    return instances.stream()
        .mapToLong(member -> member.report().missingEvents())
        .reduce(0, (one, other) -> one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other);
  }

  /** One instance and what it says of itself. */
  public record Member(Instance instance, InstanceReport report) {}
}
