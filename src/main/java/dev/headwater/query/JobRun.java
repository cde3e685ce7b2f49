package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.List;

/**
 * A run of a job as OpenLineage told of it, whether it made anything yet or not.
 *
 * @param id of the run
 * @param lastMillis when its latest event was, in epoch milliseconds
 * @param inputs what it reads, by the unversioned datasets of their names
 * @param truncated whether there are more
 */
public record JobRun(String id, long lastMillis, List<Asset> inputs, boolean truncated) {
  public JobRun {
    inputs = List.copyOf(inputs);
  }
}
