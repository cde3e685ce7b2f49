package dev.headwater.engine;

import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.command.Loop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rule that a trained model must not descend from data that a model of the same namespace and
 * name generated, whatever its version. How well the data is documented does not matter. It has no
 * grace, but the alert waits for the search that decides its severity: see {@link Loops}.
 */
final class SelfConsumingLoop extends Rule {
  SelfConsumingLoop() {
    super(RuleName.SELF_CONSUMING_LOOP, OriginKind.SYNTHETIC);
  }

  @Override
  boolean appliesTo(Exposure exposure) {
    return exposure.origin().kind() == kind()
        && !exposure.isOwn()
        && exposure.asset().kind() == AssetKind.MODEL;
  }

  @Override
  Judgement judge(Node subject, Exposure exposure, Instant now) {
    if (!exposure.isLive()) {
      boolean reclassified =
          exposure.reached()
              && exposure.status().absence().equals(Optional.of(Resolution.RECLASSIFIED));
      return Judgement.Cleared.because(reclassified ? Resolution.CORRECTED : Resolution.RETRACTED);
    }
    if (subject.latestTraining().isEmpty()) {
      return Judgement.Cleared.because(Resolution.RETRACTED);
    }
    if (!Generators.include(exposure.status(), exposure.asset())) {
      return Judgement.Cleared.because(Resolution.CORRECTED);
    }
    Optional<Instant> waived =
        subject.waivedUntil(name(), exposure.origin().asset()).filter(now::isBefore);
    return waived.isPresent()
        ? new Judgement.Cleared(Resolution.WAIVED, waived)
        : new Judgement.Raised(severity(exposure));
  }

  @Override
  Judgement weigh(Turn turn, Exposure exposure, Judgement.Raised raised) {
    return Loops.judge(turn, loop(exposure));
  }

  @Override
  boolean follow(Turn turn, Exposure exposure) {
    Loops.follow(turn, loop(exposure));
    return true;
  }

  @Override
  void unfollow(Turn turn, Exposure exposure) {
    Loops.unfollow(turn, loop(exposure));
  }

  @Override
  Severity severity(Exposure exposure) {
    return Severity.CRITICAL;
  }

  @Override
  List<Condition> missing(Exposure exposure) {
    return List.of();
  }

  private static Loop loop(Exposure exposure) {
    return new Loop(exposure.asset(), exposure.origin().asset());
  }
}
