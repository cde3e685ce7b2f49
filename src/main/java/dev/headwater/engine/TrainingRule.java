package dev.headwater.engine;

import dev.headwater.model.AssetKind;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stamp;
import java.time.Instant;
import java.util.Optional;

/** A rule about the origins that a trained model descends from. */
abstract class TrainingRule extends Rule {
  TrainingRule(RuleName name, OriginKind kind) {
    super(name, kind);
  }

  /** Judges an exposure that is live, not documented and not waived. */
  abstract Judgement raise(Exposure exposure, Instant now);

  @Override
  final boolean appliesTo(Exposure exposure) {
    return exposure.origin().kind() == kind()
        && !exposure.isOwn()
        && exposure.asset().kind() == AssetKind.MODEL;
  }

  @Override
  final Judgement judge(Node subject, Exposure exposure, Instant now) {
    if (!exposure.isLive()) {
      return gone(exposure);
    }
    Optional<Stamp> training = subject.latestTraining();
    if (training.isEmpty()) {
      return Judgement.Cleared.because(Resolution.RETRACTED);
    }
    if (exposure.isDocumented()) {
      return Judgement.Cleared.because(
          exposure.status().documentedBy(training.get())
              ? Resolution.DOCUMENTED
              : Resolution.DOCUMENTED_AFTER_TRAINING);
    }
    Optional<Instant> waived = subject.waived(exposure, now);
    return waived.isPresent()
        ? new Judgement.Cleared(Resolution.WAIVED, waived)
        : raise(exposure, now);
  }
}
