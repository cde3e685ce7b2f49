package dev.headwater.model;

/** The answer to a yes-or-no question. No answer is {@link #UNKNOWN}. */
public enum Answer {
  YES,
  NO,
  UNKNOWN
}
