package dev.headwater.oracle;

import dev.headwater.model.Asset;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A random history whose event times and arrival times differ.
 *
 * @param seed makes the same history again
 * @param universe the assets that its events may name
 * @param log the records in the order of their arrival times, duplicates included. Arrival times
 *     are whole milliseconds, event times whole microseconds. No event time is more than 24 h after
 *     the arrival
 * @param moments to ask about, many of them at an instant at which the result changes; their {@code
 *     now} is {@link #ASKED}
 */
public record TimedHistory(
    long seed, List<Asset> universe, List<Arrival> log, List<Moment> moments) {

  /** An instant in the middle of the event times. */
  public static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

  /** An instant after the last arrival and before the end of some waivers. */
  public static final Instant ASKED = START.plusSeconds(2 * 86_400);

  @Override
  public String toString() {
    return "seed "
        + seed
        + "\n"
        + log.stream()
            .map(arrival -> arrival.at() + " " + Describe.event(arrival.event()))
            .collect(Collectors.joining("\n"))
        + "\n"
        + moments;
  }
}
