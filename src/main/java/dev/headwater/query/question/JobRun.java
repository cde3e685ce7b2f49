package dev.headwater.query.question;

import dev.headwater.model.Asset;
import java.util.List;

/**
 * A run of a job that OpenLineage reported, whether it has made anything yet or not.
 *
 * @param id of the run
 * @param lastMillis the time of its latest event, in epoch milliseconds
 * @param inputs the datasets that it reads, without their versions
 * @param truncated whether it has more inputs than these
 */
public record JobRun(String id, long lastMillis, List<Asset> inputs, boolean truncated) {
  public JobRun {
    inputs = List.copyOf(inputs);
  }
}
