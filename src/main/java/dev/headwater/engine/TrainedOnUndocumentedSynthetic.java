package dev.headwater.engine;

import dev.headwater.model.AssetKind;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Optional;

/** A model that was trained descends from a synthetic dataset that is not documented. */
final class TrainedOnUndocumentedSynthetic extends Rule {
  @Override
  RuleName name() {
    return RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC;
  }

  @Override
  boolean appliesTo(Exposure exposure) {
    return exposure.origin().kind() == OriginKind.SYNTHETIC
        && !exposure.isOwn()
        && exposure.asset().kind() == AssetKind.MODEL;
  }

  @Override
  Severity severity(Exposure exposure) {
    return exposure.isDirect() ? Severity.CRITICAL : Severity.WARNING;
  }

  @Override
  Judgement judge(Node subject, Exposure exposure, Instant now) {
    if (!exposure.isLive()) {
      return gone(exposure);
    }
    if (subject.latestTraining().isEmpty()) {
      return Judgement.Cleared.because(Resolution.RETRACTED);
    }
    if (exposure.isDocumented()) {
      boolean before = exposure.status().documentedBy(subject.latestTraining().get());
      return Judgement.Cleared.because(
          before ? Resolution.DOCUMENTED : Resolution.DOCUMENTED_AFTER_TRAINING);
    }
    Optional<Instant> waived = subject.waived(exposure, now);
    if (waived.isPresent()) {
      return new Judgement.Cleared(Resolution.WAIVED, waived);
    }
    return new Judgement.Raised(severity(exposure));
  }
}
