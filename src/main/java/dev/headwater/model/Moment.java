package dev.headwater.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The point in time for a read: it decides which events count. Times are compared to the
 * nanosecond.
 *
 * @param asOf only events whose eventTime is not after this time count. The read uses what is known
 *     of these events today: a retraction removes its event, even if it arrived later
 * @param knownAt only records that had arrived in the events topic by this time count, including
 *     retractions, documents and waivers. The answer is the one that a read at that time would have
 *     given
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
   * Whether an event that is not a retraction counts.
   *
   * @param eventTime the time of the event
   * @param arrived when its record arrived in the events topic
   */
  public boolean counts(Instant eventTime, Instant arrived) {
    return asOf.map(limit -> !eventTime.isAfter(limit)).orElse(true) && hasArrived(arrived);
  }

  /**
   * Whether a record that arrived at {@code arrived} counts. A retraction counts under this
   * condition alone.
   */
  public boolean hasArrived(Instant arrived) {
    return knownAt.map(limit -> !arrived.isAfter(limit)).orElse(true);
  }

  /**
   * The time at which grace periods and the ends of waivers are evaluated: knownAt, else asOf, else
   * now.
   */
  public Instant judgedAt(Instant now) {
    return knownAt.or(() -> asOf).orElse(now);
  }
}
