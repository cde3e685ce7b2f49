package dev.headwater.query.question;

import dev.headwater.model.Job;
import java.util.List;

/**
 * Asks for the latest OpenLineage runs of a job.
 *
 * @param partition of the OpenLineage topic
 * @param job the job
 * @param limit of runs
 * @param inputs the maximum number of inputs of each run
 */
public record RunsQuestion(int partition, Job job, int limit, int inputs)
    implements Question<RunsQuestion.Found> {

  /**
   * @param runs the one with the latest event first
   */
  public record Found(List<JobRun> runs) implements Answer {
    public Found {
      runs = List.copyOf(runs);
    }

    @Override
    public int rows() {
      return 1 + runs.stream().mapToInt(run -> 1 + run.inputs().size()).sum();
    }
  }

  @Override
  public boolean isOfRuns() {
    return true;
  }

  @Override
  public Found answer(Hosted hosted) {
    return new Found(hosted.runs(partition).runs(job, limit, inputs));
  }

  @Override
  public Found answer(PartitionReads reads) {
    throw new IllegalStateException("runs are not among the assets of a partition");
  }
}
