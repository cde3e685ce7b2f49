package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks which assets of a partition a job made. The answer comes from an index.
 *
 * @param partition the partition
 * @param job the job
 * @param limit of assets
 * @param inputs the maximum number of inputs of one asset; at least 1
 */
public record JobQuestion(int partition, Job job, int limit, int inputs)
    implements Question<JobQuestion.Made> {

  /**
   * @param uses in the order of the assets' URNs
   */
  public record Made(List<JobUse> uses) implements Answer {
    public Made {
      uses = List.copyOf(uses);
    }

    @Override
    public int rows() {
      return 1 + uses.stream().mapToInt(use -> 1 + use.inputs().size()).sum();
    }
  }

  @Override
  public Made answer(PartitionReads reads) {
    List<JobUse> uses = new ArrayList<>();
    for (Asset asset : reads.madeBy(job, limit)) {
      uses.add(reads.use(job, asset, inputs));
    }
    return new Made(uses);
  }
}
