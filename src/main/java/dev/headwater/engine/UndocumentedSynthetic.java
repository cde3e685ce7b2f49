package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Optional;

/** A synthetic dataset is not documented when its grace is over. */
final class UndocumentedSynthetic extends Rule {
  @Override
  RuleName name() {
    return RuleName.UNDOCUMENTED_SYNTHETIC;
  }

  @Override
  boolean appliesTo(Exposure exposure) {
    return exposure.origin().kind() == OriginKind.SYNTHETIC && exposure.isOwn();
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
    if (exposure.isDocumented()) {
      return Judgement.Cleared.because(Resolution.DOCUMENTED);
    }
    Optional<Instant> waived = waived(now, exposure.status().waivedUntil(), Optional.empty());
    if (waived.isPresent()) {
      return new Judgement.Cleared(Resolution.WAIVED, waived);
    }
    return raisedAfterGrace(exposure, now);
  }
}
