package dev.headwater.quarantine;

import java.time.Instant;

/**
 * What was done with a quarantined record.
 *
 * @param of the record
 * @param what what was done
 * @param at when
 * @param by who did it
 * @param reason why; "" if nothing was said
 */
public record Mark(RecordId of, What what, Instant at, String by, String reason) {

  /** The actions that are recorded. */
  public enum What {
    /** It was sent again. */
    REPLAYED,
    /** It was given up. */
    DISCARDED
  }
}
