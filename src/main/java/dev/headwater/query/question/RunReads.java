package dev.headwater.query.question;

import dev.headwater.model.Job;
import java.util.List;

/**
 * Reads the OpenLineage runs in the state of one partition of the OpenLineage topic. A call on a
 * partition that has left this instance throws {@link MovedException}.
 */
public interface RunReads {

  /**
   * The runs of a job, including those that have not ended and those that have only read; the one
   * with the latest event first.
   *
   * @param limit of runs
   * @param inputs the maximum number of inputs of each run
   */
  List<JobRun> runs(Job job, int limit, int inputs);

  /**
   * The runs, jobs and datasets for which the bridge still makes events, in a fixed order; at most
   * {@code limit}.
   */
  List<String> spreads(int limit);

  /**
   * The offset in the OpenLineage topic after the latest record that ended such a spread; 0 if
   * there is none. Once this offset is committed, the end of every spread that {@link #spreads}
   * does not list any more is committed.
   */
  long spreadEndedAt();
}
