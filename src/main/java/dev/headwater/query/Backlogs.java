package dev.headwater.query;

/** Reads the backlog. */
@FunctionalInterface
public interface Backlogs {

  /**
   * Reads it: first how far the processors have committed, then where the topics end.
   *
   * @throws UnavailableException if the broker does not answer
   */
  Backlog read();
}
