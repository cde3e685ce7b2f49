package dev.headwater.query;

import static dev.headwater.model.Answer.UNKNOWN;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;

/**
 * What the events of an asset leave open.
 *
 * @param partition of the asset
 * @param asset the asset
 */
public record StatementsQuestion(int partition, Asset asset)
    implements Question<StatementsQuestion.Statements> {

  /**
   * @param inputsUnasserted whether events made it, and do not say whether they name all inputs
   * @param syntheticUnstated whether it was ingested, and nothing says whether it contains
   *     synthetic data
   * @param sourceUnstated whether an ingest of it names no source, and no document does it instead
   */
  public record Statements(
      boolean inputsUnasserted, boolean syntheticUnstated, boolean sourceUnstated)
      implements Question.Answer {}

  @Override
  public Statements answer(PartitionReads reads) {
    boolean sourceUnstated = reads.state(asset).map(AssetState::sourceNotStated).orElse(false);
    return reads
        .summary(asset)
        .map(summary -> statements(summary, sourceUnstated))
        .orElse(new Statements(false, false, sourceUnstated));
  }

  private static Statements statements(AssetSummary summary, boolean sourceUnstated) {
    boolean made = !summary.producedBy().isEmpty();
    boolean ingested =
        summary.producedBy().stream().anyMatch(event -> event.type() == EventType.INGEST);
    boolean stated =
        summary
            .ingest()
            .map(Ingest::containsSynthetic)
            .filter(answer -> answer != UNKNOWN)
            .isPresent();
    return new Statements(
        made && summary.inputsComplete() == Completeness.NO_ASSERTION,
        ingested && !stated,
        sourceUnstated);
  }
}
