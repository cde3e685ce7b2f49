package dev.headwater.stream;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * What a task keeps back, and until when.
 *
 * @param rows that were changed or looked at, and changes to be told, that may wait for a commit
 * @param commits whether what Kafka Streams is about to commit is a commit; a test driver commits
 *     after each record, where a cluster would have many in one transaction
 */
public record KeptBack(int rows, BooleanSupplier commits) {
  /** In a cluster. */
  public static final KeptBack DEFAULT = new KeptBack(10_000, () -> true);

  public KeptBack {
    Objects.requireNonNull(commits, "commits");
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be at least 0, not " + rows);
    }
  }
}
