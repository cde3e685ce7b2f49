package dev.headwater.quarantine;

/** What became of a quarantined record. */
public enum Status {
  /** Nobody has dealt with it. */
  OPEN,

  /** It was sent again. If it was refused again, a later record names it. */
  REPLAYED,

  /** A person decided that it is not needed. */
  DISCARDED,

  /** The scan ended before all marks were read. It may be open. */
  UNKNOWN
}
