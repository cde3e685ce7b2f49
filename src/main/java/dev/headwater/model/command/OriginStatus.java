package dev.headwater.model.command;

import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.Resolution;
import dev.headwater.model.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The status of an origin, as its owner last determined it. It travels with every exposure to the
 * origin.
 *
 * @param present whether the asset is an origin of this kind now
 * @param documentation the verdict, for {@code SYNTHETIC}; otherwise {@code NOT_APPLICABLE}
 * @param missing the conditions that do not hold
 * @param documentedAtFirst whether the verdict would be DOCUMENTED without any DOCUMENT event
 * @param turns the stamps of the DOCUMENT events that changed the verdict to DOCUMENTED or back.
 *     Before the first turn, the verdict is DOCUMENTED if and only if {@code documentedAtFirst};
 *     each turn reverses it
 * @param dueMillis when the grace of the cause ends, in epoch milliseconds; 0 if there is no cause
 *     with a grace: the asset is no origin, is documented, or is an origin of kind {@code
 *     INCOMPLETE}
 * @param waivedUntil the end of the longest waiver of the origin's own rule, if there is one
 * @param absence why the asset is no longer an origin, if it was one before
 * @param generators hashes of the names of the models that are said to have generated the data, for
 *     {@code SYNTHETIC}: ascending, each once, at most {@link #MAX_GENERATORS}; otherwise empty
 */
public record OriginStatus(
    boolean present,
    Documentation documentation,
    List<Condition> missing,
    boolean documentedAtFirst,
    List<Stamp> turns,
    long dueMillis,
    Optional<Instant> waivedUntil,
    Optional<Resolution> absence,
    List<Long> generators) {

  /** The maximum number of hashes in {@code generators}. */
  public static final int MAX_GENERATORS = 16;

  /** The status of an asset that was never an origin. */
  public static final OriginStatus NEVER =
      new OriginStatus(
          false,
          Documentation.NOT_APPLICABLE,
          List.of(),
          false,
          List.of(),
          0,
          Optional.empty(),
          Optional.empty(),
          List.of());

  public OriginStatus {
    Objects.requireNonNull(documentation, "documentation");
    missing = List.copyOf(missing);
    turns = List.copyOf(turns);
    Objects.requireNonNull(waivedUntil, "waivedUntil");
    Objects.requireNonNull(absence, "absence");
    generators = List.copyOf(generators);
    if (generators.size() > MAX_GENERATORS) {
      throw new IllegalArgumentException(
          generators.size() + " generators; a status carries at most " + MAX_GENERATORS);
    }
  }

  /** Whether a waiver of the origin's own rule holds at {@code now}. */
  public boolean waivedAt(Instant now) {
    return waivedUntil.filter(now::isBefore).isPresent();
  }

  /** Whether the verdict was DOCUMENTED after the DOCUMENT events up to {@code limit}. */
  public boolean documentedBy(Stamp limit) {
    boolean documented = documentedAtFirst;
    for (Stamp turn : turns) {
      if (turn.compareTo(limit) > 0) {
        break;
      }
      documented = !documented;
    }
    return documented;
  }
}
