package dev.headwater.query.question;

import java.util.List;

/**
 * Asks how many models of a partition have an open alert from each of some causes.
 *
 * @param partition the partition
 * @param causes the causes
 */
public record BlastRadiusQuestion(int partition, List<Overview.Cause> causes)
    implements Question<BlastRadiusQuestion.Found> {
  public BlastRadiusQuestion {
    causes = List.copyOf(causes);
  }

  /**
   * @param models in the order of the causes
   */
  public record Found(List<Long> models) implements Answer {
    public Found {
      models = List.copyOf(models);
    }

    @Override
    public int rows() {
      return 1 + models.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    return new Found(reads.models(causes));
  }
}
