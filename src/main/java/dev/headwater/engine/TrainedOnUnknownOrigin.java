package dev.headwater.engine;

import dev.headwater.model.AssetKind;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Optional;

/** A model that was trained descends from a dataset of unknown origin. */
final class TrainedOnUnknownOrigin extends Rule {
  @Override
  RuleName name() {
    return RuleName.TRAINED_ON_UNKNOWN_ORIGIN;
  }

  @Override
  boolean appliesTo(Exposure exposure) {
    return exposure.origin().kind() == OriginKind.UNKNOWN
        && !exposure.isOwn()
        && exposure.asset().kind() == AssetKind.MODEL;
  }

  @Override
  Severity severity(Exposure exposure) {
    return Severity.WARNING;
  }

  @Override
  Judgement judge(Node subject, Exposure exposure, Instant now) {
    if (!exposure.isLive()) {
      return gone(exposure);
    }
    if (subject.latestTraining().isEmpty()) {
      return Judgement.Cleared.because(Resolution.RETRACTED);
    }
    Optional<Instant> waived = subject.waived(exposure, now);
    if (waived.isPresent()) {
      return new Judgement.Cleared(Resolution.WAIVED, waived);
    }
    return raisedAfterGrace(exposure, now);
  }
}
