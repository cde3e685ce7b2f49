package dev.headwater.openlineage;

import java.time.Instant;

/**
 * A part of the time of a run.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Span(Moment from, Moment to) {
  static final Moment START = new Moment(Instant.MIN, "");
  static final Moment END = new Moment(Instant.MAX, "");
  static final Span ALL = new Span(START, END);

  /** A span that contains only one moment. */
  static Span at(Moment moment) {
    return new Span(moment, new Moment(moment.time(), moment.digest() + "\0"));
  }

  boolean contains(Moment moment) {
    return moment.compareTo(from) >= 0 && moment.compareTo(to) < 0;
  }
}
