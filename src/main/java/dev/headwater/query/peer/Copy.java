package dev.headwater.query.peer;

import dev.headwater.query.freshness.Stale;
import dev.headwater.query.question.PartitionReads;
import java.util.Objects;

/**
 * The copy of a partition that this instance keeps while another one owns the partition.
 *
 * @param reads its rows. They may belong to different moments, because the copy is written while it
 *     is read
 * @param stale how far it may be behind
 */
public record Copy(PartitionReads reads, Stale stale) {
  public Copy {
    Objects.requireNonNull(reads, "reads");
    Objects.requireNonNull(stale, "stale");
  }
}
