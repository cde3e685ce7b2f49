package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Optional;

/** A rule about a cause at the subject itself. The alert opens when the grace ends. */
abstract class OwnRule extends Rule {
  OwnRule(RuleName name, OriginKind kind) {
    super(name, kind);
  }

  @Override
  final boolean appliesTo(Exposure exposure) {
    return exposure.origin().kind() == kind() && exposure.isOwn();
  }

  @Override
  final Severity severity(Exposure exposure) {
    return Severity.WARNING;
  }

  @Override
  final Judgement judge(Node subject, Exposure exposure, Instant now) {
    if (!exposure.isLive()) {
      return gone(exposure);
    }
    if (exposure.isDocumented()) {
      return Judgement.Cleared.because(Resolution.DOCUMENTED);
    }
    Optional<Instant> waived = waived(now, exposure.status().waivedUntil(), Optional.empty());
    return waived.isPresent()
        ? new Judgement.Cleared(Resolution.WAIVED, waived)
        : raisedAfterGrace(exposure, now);
  }
}
