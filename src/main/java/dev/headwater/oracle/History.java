package dev.headwater.oracle;

import dev.headwater.model.Asset;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A random history.
 *
 * @param seed makes the same history again
 * @param universe the assets that its events may name
 * @param log what arrives, in order, duplicates included
 */
public record History(long seed, List<Asset> universe, List<Arrival> log) {

  /** The first record's time; all of a history arrives within {@link #ARRIVALS_SECONDS}. */
  public static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

  /** How long a history takes to arrive, at most. It is less than the default grace. */
  public static final long ARRIVALS_SECONDS = 300;

  /** Before any grace of more than nothing is over, and before every waiver that ends later. */
  public static final Instant BEFORE_GRACE = START.plusSeconds(ARRIVALS_SECONDS);

  /** After every default grace. Some waivers end at this very instant. */
  public static final Instant AFTER_GRACE = START.plusSeconds(1800);

  /** After all waivers but those that outlive the history. */
  public static final Instant LATER = START.plusSeconds(86_400);

  /** The instants at which a history is to be looked at. */
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
