package dev.headwater.query;

/** When a read answers. */
public enum Promptness {
  /** At once, and says whether it is caught up. */
  AT_ONCE,
  /** When it is caught up, or when it has waited for as long as {@link ReadLimits#catchUp}. */
  CAUGHT_UP
}
