package dev.headwater.query;

import dev.headwater.model.Job;
import java.util.List;

/**
 * The OpenLineage runs that one partition of that topic knows of. A call on a partition that has
 * left this instance throws {@link MovedException}.
 */
public interface RunReads {

  /**
   * The runs of a job, those included that have not ended or have only read; the one heard of last
   * first.
   *
   * @param limit of runs
   * @param inputs of each run at most
   */
  List<JobRun> runs(Job job, int limit, int inputs);

  /**
   * Runs, jobs and datasets of which events are still being made, in a fixed order; at most {@code
   * limit}.
   */
  List<String> spreads(int limit);

  /**
   * The offset in the OpenLineage topic after the record that ended such a spread last; 0 if none
   * did. What {@link #spreads} does not name any more is committed once this offset is.
   */
  long spreadEndedAt();
}
