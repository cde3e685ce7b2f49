package dev.headwater.model.command;

import dev.headwater.model.Job;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of consecutive event numbers of one producer instance.
 *
 * @param first the first number, at least 1
 * @param last the last number, at least {@code first}
 * @param job the job of the first of these events that names one
 */
public record NumberRun(long first, long last, Optional<Job> job) {
  public NumberRun {
    Objects.requireNonNull(job, "job");
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no run of numbers: " + first + " to " + last);
    }
  }

  /** The length of the run. */
  public long count() {
    return last - first + 1;
  }
}
