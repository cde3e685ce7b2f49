package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Optional;

/** A dataset is used, and nothing says where it comes from, when its grace is over. */
final class UnknownOrigin extends Rule {
  @Override
  RuleName name() {
    return RuleName.UNKNOWN_ORIGIN;
  }

  @Override
  boolean appliesTo(Exposure exposure) {
    return exposure.origin().kind() == OriginKind.UNKNOWN && exposure.isOwn();
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
    Optional<Instant> waived = waived(now, exposure.status().waivedUntil(), Optional.empty());
    if (waived.isPresent()) {
      return new Judgement.Cleared(Resolution.WAIVED, waived);
    }
    return raisedAfterGrace(exposure, now);
  }
}
