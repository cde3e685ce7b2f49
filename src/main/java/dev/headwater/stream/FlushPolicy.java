package dev.headwater.stream;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * How much a task keeps back until a commit, and what counts as a commit.
 *
 * @param rows how many rows that were changed or read, and messages that were not sent yet, may
 *     wait for a commit; with more, the task writes and sends them at once
 * @param commits whether the commit that Kafka Streams begins counts as one. A test driver commits
 *     after each record, where a cluster has many records in one transaction
 */
public record FlushPolicy(int rows, BooleanSupplier commits) {
  /** The values for a cluster. */
  public static final FlushPolicy DEFAULT = new FlushPolicy(10_000, () -> true);

  public FlushPolicy {
    Objects.requireNonNull(commits, "commits");
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be at least 0, not " + rows);
    }
  }
}
