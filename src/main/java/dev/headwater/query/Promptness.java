package dev.headwater.query;

/** When a read answers. */
public enum Promptness {
  /** At once. The answer says whether it is caught up. */
  AT_ONCE,
  /** When it is caught up, or when the limit {@link ReadLimits#catchUp} is over. */
  CAUGHT_UP
}
