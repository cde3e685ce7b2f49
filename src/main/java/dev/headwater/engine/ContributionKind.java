package dev.headwater.engine;

/** The kinds of contributions that are looked up apart. */
public enum ContributionKind {
  /** An event that makes synthetic data: one record in the documentation of the asset. */
  SYNTHESIS,
  /** A DOCUMENT event. */
  DOCUMENT,
  /** Any other event. */
  OTHER
}
