package dev.headwater.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which events a read counts. Times are compared as they are, to the nanosecond.
 *
 * @param asOf only events whose eventTime is not after it count. What is known today of these
 *     events holds: a later retraction takes its event back whenever it came
 * @param knownAt only records that had arrived in the events topic by then count, retractions,
 *     documents and waivers included: what would have been answered then
 */
public record Moment(Optional<Instant> asOf, Optional<Instant> knownAt) {

  /** All events count, as they are known now. */
  public static final Moment NOW = new Moment(Optional.empty(), Optional.empty());

  public Moment {
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(knownAt, "knownAt");
  }

  /** Whether all events count. */
  public boolean isNow() {
    return asOf.isEmpty() && knownAt.isEmpty();
  }

  /**
   * Whether an event counts that is not a retraction.
   *
   * @param eventTime of the event
   * @param arrived when its record arrived in the events topic
   */
  public boolean counts(Instant eventTime, Instant arrived) {
    return asOf.map(limit -> !eventTime.isAfter(limit)).orElse(true) && hasArrived(arrived);
  }

  /** Whether what arrived at {@code arrived} is known; a retraction counts if it is. */
  public boolean hasArrived(Instant arrived) {
    return knownAt.map(limit -> !arrived.isAfter(limit)).orElse(true);
  }

  /** The time by which grace and the end of waivers are judged: knownAt, else asOf, else now. */
  public Instant judgedAt(Instant now) {
    return knownAt.or(() -> asOf).orElse(now);
  }
}
