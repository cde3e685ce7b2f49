package dev.headwater.model;

import java.time.Instant;
import java.util.UUID;

/**
 * The position of an event in the total order of events: by time, then by id as lower-case text.
 */
public record Stamp(Instant eventTime, UUID eventId) implements Comparable<Stamp> {
  public Stamp {
    eventTime = Check.instant("eventTime", eventTime);
    Check.present("eventId", eventId);
  }

  @Override
  public int compareTo(Stamp other) {
    int byTime = eventTime.compareTo(other.eventTime);
    return byTime != 0 ? byTime : EventIds.compare(eventId, other.eventId);
  }
}
