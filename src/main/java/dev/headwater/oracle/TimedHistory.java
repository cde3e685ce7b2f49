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
 * @param log what arrives, in the order of the arrival times, duplicates included. Arrival times
 *     are whole milliseconds, event times whole microseconds; no event is more than 24 h ahead of
 *     its arrival
 * @param moments the questions to ask, many of them at the edge of what counts; their {@code now}
 *     is {@link #ASKED}
 */
public record TimedHistory(
    long seed, List<Asset> universe, List<Arrival> log, List<Moment> moments) {

  /** The middle of the event times. */
  public static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

  /** After the last arrival, and before the end of some waivers. */
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
