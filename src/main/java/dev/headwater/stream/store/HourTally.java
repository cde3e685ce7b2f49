package dev.headwater.stream.store;

import dev.headwater.model.EventType;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The events of one hour, by the timestamps of their records.
 *
 * @param start of the hour
 * @param taken how many events were taken, by type; a type without events is left out. An event
 *     counts once, in the hour of the record that was processed first: a duplicate does not count,
 *     unless it is processed before the contribution of the first record is stored, which takes
 *     more than one transaction only beyond the work budget. An event that concerns no asset does
 *     not count
 * @param quarantined how many records and events were put to quarantine
 */
public record HourTally(Instant start, SortedMap<EventType, Long> taken, long quarantined) {
  private static final long MILLIS = 3_600_000;

  public HourTally {
    taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
  }

  /** The number of the hour that contains an instant, counted from the epoch. */
  static long hourOf(long epochMillis) {
    return Math.floorDiv(epochMillis, MILLIS);
  }

  static HourTally nothing(long hour) {
    return new HourTally(Instant.ofEpochMilli(hour * MILLIS), Collections.emptySortedMap(), 0);
  }

  /** Adds counts: of each type of event, in their order, and then of quarantined ones. */
  HourTally plus(long[] counts) {
    SortedMap<EventType, Long> sum = new TreeMap<>(taken);
    for (EventType type : EventType.values()) {
      if (counts[type.ordinal()] > 0) {
        sum.merge(type, counts[type.ordinal()], Long::sum);
      }
    }
    return new HourTally(start, sum, quarantined + counts[counts.length - 1]);
  }
}
