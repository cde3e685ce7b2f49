package dev.headwater.query.progress;

import dev.headwater.query.freshness.UnavailableException;

/** Reads how much waits to be processed. */
@FunctionalInterface
public interface Backlogs {

  /**
   * Reads the backlog: first how far the processors have committed, then where the topics end.
   *
   * @throws UnavailableException if the broker does not answer
   */
  Backlog read();
}
