package dev.headwater.model.command;

import dev.headwater.model.Job;
import java.util.Objects;
import java.util.Optional;

/**
 * Numbers of events of one producer that follow one another.
 *
 * @param first of them, from 1 on
 * @param last of them, at least {@code first}
 * @param job of the first event of them that tells one
 */
public record NumberRun(long first, long last, Optional<Job> job) {
  public NumberRun {
    Objects.requireNonNull(job, "job");
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no run of numbers: " + first + " to " + last);
    }
  }

  /** How many they are. */
  public long count() {
    return last - first + 1;
  }
}
