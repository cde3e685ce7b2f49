package dev.headwater.oracle;

import dev.headwater.model.EventType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The moment that a question is about: which records count, and when waivers and grace are judged.
 *
 * @param asOf only events with an event time up to this instant count. A RETRACT counts regardless
 *     of its own event time, because the question is about what is known of these events today
 * @param knownAt only records that had arrived by this instant count, retractions included
 * @param now when the question is asked
 */
public record Moment(Optional<Instant> asOf, Optional<Instant> knownAt, Instant now) {

  /** Everything that is known at this instant. */
  public static Moment at(Instant now) {
    return new Moment(Optional.empty(), Optional.empty(), now);
  }

  /** The same moment, for only the events up to this event time. */
  public Moment withAsOf(Instant eventTime) {
    return new Moment(Optional.of(eventTime), knownAt, now);
  }

  /** The same moment, for only the records that had arrived by this instant. */
  public Moment withKnownAt(Instant arrival) {
    return new Moment(asOf, Optional.of(arrival), now);
  }

  /** Whether the question is about the past, so that the time of asking does not matter. */
  public boolean isPast() {
    return asOf.isPresent() || knownAt.isPresent();
  }

  /** When the ends of waivers and grace periods are judged. */
  public Instant judgedAt() {
    return knownAt.or(() -> asOf).orElse(now);
  }

  /**
   * The records that count, one for each event id. If records with different content have the same
   * id, the first one in the log counts. Its arrival is the earliest arrival of its content.
   *
   * @param log records in the order of their arrival
   */
  public List<Arrival> counted(List<Arrival> log) {
    Map<UUID, Arrival> standing = new LinkedHashMap<>();
    for (Arrival arrival : log) {
      if (knownAt.isEmpty() || !arrival.at().isAfter(knownAt.get())) {
        standing.merge(arrival.event().eventId(), arrival, Moment::earlierOfSameContent);
      }
    }
    return standing.values().stream().filter(this::hadHappened).toList();
  }

  private static Arrival earlierOfSameContent(Arrival first, Arrival again) {
    boolean earlier = again.event().equals(first.event()) && again.at().isBefore(first.at());
    return earlier ? again : first;
  }

  private boolean hadHappened(Arrival arrival) {
    return asOf.isEmpty()
        || arrival.event().type() == EventType.RETRACT
        || !arrival.event().eventTime().isAfter(asOf.get());
  }
}
