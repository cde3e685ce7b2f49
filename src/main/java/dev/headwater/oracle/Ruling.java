package dev.headwater.oracle;

/** The ruling of {@link ReadOracle} on an answer that was given while events kept coming. */
public enum Ruling {
  /** Some set of events that may count leads to this answer. */
  ALLOWED,
  /** No set of events that may count leads to this answer. */
  REFUSED,
  /** There were too many sets to try them all. Nothing shows that the answer is wrong. */
  POSSIBLE;

  /** The ruling on an answer that is right if one of two cases leads to it. */
  public Ruling or(Ruling other) {
    if (this == ALLOWED || other == ALLOWED) {
      return ALLOWED;
    }
    return this == POSSIBLE || other == POSSIBLE ? POSSIBLE : REFUSED;
  }
}
