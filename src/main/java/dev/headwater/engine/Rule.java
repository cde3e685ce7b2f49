package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule that raises alerts about exposures. It judges one exposure of one asset, using only that
 * asset's own rows.
 */
abstract class Rule {
  private static final List<Rule> ALL =
      List.of(
          new UndocumentedSynthetic(),
          new TrainedOnUndocumentedSynthetic(),
          new UnknownOrigin(),
          new TrainedOnUnknownOrigin());

  private final RuleName name;
  private final OriginKind kind;

  Rule(RuleName name, OriginKind kind) {
    this.name = name;
    this.kind = kind;
  }

  /** The rule that judges this exposure, if there is one. */
  static Optional<Rule> on(Exposure exposure) {
    return ALL.stream().filter(rule -> rule.appliesTo(exposure)).findFirst();
  }

  final RuleName name() {
    return name;
  }

  /** The kind of origin that the rule is about. */
  final OriginKind kind() {
    return kind;
  }

  /**
   * Whether the rule judges this exposure. The answer never changes during the life of the
   * exposure.
   */
  abstract boolean appliesTo(Exposure exposure);

  /** Judges the exposure of {@code subject}, if the policy enables the rule. */
  abstract Judgement judge(Node subject, Exposure exposure, Instant now);

  /** The severity, unless the policy states another one. */
  abstract Severity severity(Exposure exposure);

  final Judgement judge(Node subject, Exposure exposure, Policy policy, Instant now) {
    if (!policy.enabled(name(), subject.asset().namespace())) {
      return Judgement.Cleared.because(Resolution.WAIVED);
    }
    Judgement judgement = judge(subject, exposure, now);
    return judgement instanceof Judgement.Raised raised
        ? new Judgement.Raised(
            policy.severity(name(), subject.asset().namespace(), raised.severity()))
        : judgement;
  }

  /** Clears an exposure that is no longer live, with the reason for that. */
  static Judgement gone(Exposure exposure) {
    Resolution reason =
        exposure.reached()
            ? exposure.status().absence().orElse(Resolution.RETRACTED)
            : Resolution.RETRACTED;
    return Judgement.Cleared.because(reason);
  }

  /** The later end of two waivers, counting only waivers that hold at {@code now}. */
  static Optional<Instant> waived(Instant now, Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .max(Instant::compareTo);
  }

  final Judgement raisedAfterGrace(Exposure exposure, Instant now) {
    Instant due = Instant.ofEpochMilli(exposure.status().dueMillis());
    return now.isBefore(due)
        ? new Judgement.Pending(due)
        : new Judgement.Raised(severity(exposure));
  }
}
