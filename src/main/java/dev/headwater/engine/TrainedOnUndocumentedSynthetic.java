package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;

/**
 * The rule that a trained model must not descend from an undocumented synthetic dataset. It has no
 * grace: the alert opens at once.
 */
final class TrainedOnUndocumentedSynthetic extends TrainingRule {
  TrainedOnUndocumentedSynthetic() {
    super(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, OriginKind.SYNTHETIC);
  }

  @Override
  Severity severity(Exposure exposure) {
    return exposure.isDirect() ? Severity.CRITICAL : Severity.WARNING;
  }

  @Override
  Judgement raise(Exposure exposure, Instant now) {
    return new Judgement.Raised(severity(exposure));
  }
}
