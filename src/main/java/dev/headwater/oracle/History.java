package dev.headwater.oracle;

import dev.headwater.model.Asset;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A random history of events.
 *
 * @param seed makes the same history again
 * @param universe the assets that its events may name
 * @param log the records in the order of their arrival, duplicates included
 */
public record History(long seed, List<Asset> universe, List<Arrival> log) {

  /** When the first record arrives. All records arrive within {@link #ARRIVALS_SECONDS}. */
  public static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

  /**
   * The longest time that a history takes to arrive. It is less than the default grace for unknown
   * origins.
   */
  public static final long ARRIVALS_SECONDS = 300;

  /**
   * After the last arrival, and before the default grace for unknown origins is over. Only waivers
   * that end before {@link #START} have ended.
   */
  public static final Instant BEFORE_GRACE = START.plusSeconds(ARRIVALS_SECONDS);

  /** After every default grace is over. Some waivers end at exactly this instant. */
  public static final Instant AFTER_GRACE = START.plusSeconds(1800);

  /** After the end of all waivers, except those that end after the last probe. */
  public static final Instant LATER = START.plusSeconds(86_400);

  /** The instants at which tests check a history. */
  public static final List<Instant> PROBES = List.of(BEFORE_GRACE, AFTER_GRACE, LATER);

  @Override
  public String toString() {
    return "seed "
        + seed
        + "\n"
        + log.stream()
            .map(arrival -> arrival.at() + " " + Describe.event(arrival.event()))
            .collect(Collectors.joining("\n"));
  }
}
