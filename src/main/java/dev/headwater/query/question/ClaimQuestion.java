package dev.headwater.query.question;

import dev.headwater.model.Asset;
import java.util.UUID;

/**
 * Asks whether another event with the same id came first at an asset.
 *
 * @param partition of the asset
 * @param asset an output of the event, or the target of its document
 * @param event its id
 * @param fingerprint of its content
 */
public record ClaimQuestion(int partition, Asset asset, UUID event, long fingerprint)
    implements Question<ClaimQuestion.Verdict> {

  /**
   * The answer.
   *
   * @param taken whether the asset has an event with this id and other content
   */
  public record Verdict(boolean taken) implements Question.Answer {}

  @Override
  public Verdict answer(PartitionReads reads) {
    return new Verdict(
        reads.fingerprint(asset, event).stream().anyMatch(stands -> stands != fingerprint));
  }
}
