package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;

/** A model that was trained descends from a synthetic dataset that is not documented; at once. */
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
