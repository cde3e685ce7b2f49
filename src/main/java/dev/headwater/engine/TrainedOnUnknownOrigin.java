package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;

/**
 * The rule that a trained model must not descend from a dataset of unknown origin. The alert opens
 * when the grace of {@link UnknownOrigin} ends at the dataset.
 */
final class TrainedOnUnknownOrigin extends TrainingRule {
  TrainedOnUnknownOrigin() {
    super(RuleName.TRAINED_ON_UNKNOWN_ORIGIN, OriginKind.UNKNOWN);
  }

  @Override
  Severity severity(Exposure exposure) {
    return Severity.WARNING;
  }

  @Override
  Judgement raise(Exposure exposure, Instant now) {
    return raisedAfterGrace(exposure, now);
  }
}
