package dev.headwater.engine;

import dev.headwater.model.Condition;
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
          new TrainedOnUnknownOrigin(),
          new SelfConsumingLoop());

  private final RuleName name;
  private final OriginKind kind;

  Rule(RuleName name, OriginKind kind) {
    this.name = name;
    this.kind = kind;
  }

  /** The rules that judge this exposure. */
  static List<Rule> on(Exposure exposure) {
    return ALL.stream().filter(rule -> rule.appliesTo(exposure)).toList();
  }

  /** The rule with this name; empty if that rule does not judge exposures. */
  static Optional<Rule> named(RuleName name) {
    return ALL.stream().filter(rule -> rule.name() == name).findFirst();
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

  /**
   * Judges a cause that holds, if that takes more than the exposure and the subject's own row.
   *
   * @param raised the result of {@link #judge(Node, Exposure, Instant)}
   */
  Judgement weigh(Turn turn, Exposure exposure, Judgement.Raised raised) {
    return raised;
  }

  /**
   * Begins what has to be followed while a cause holds, unless it has begun. Returns whether there
   * is something to end by {@link #unfollow}.
   */
  boolean follow(Turn turn, Exposure exposure) {
    return false;
  }

  /** Ends what {@link #follow} began: the cause does not hold, and the alert is closed. */
  void unfollow(Turn turn, Exposure exposure) {}

  /** The conditions that an alert of this rule lists as missing. */
  List<Condition> missing(Exposure exposure) {
    return exposure.status().missing();
  }

  /** The severity, unless the policy states another one. */
  abstract Severity severity(Exposure exposure);

  /** Judges the exposure, in accordance with the policy. */
  final Judgement judge(Turn turn, Exposure exposure) {
    String namespace = exposure.asset().namespace();
    if (!turn.policy.enabled(name(), namespace)) {
      return Judgement.Cleared.because(Resolution.WAIVED);
    }
    Judgement judgement = judge(turn.node(exposure.asset()), exposure, turn.now);
    if (judgement instanceof Judgement.Raised raised) {
      judgement = weigh(turn, exposure, raised);
    }
    return judgement instanceof Judgement.Raised raised
        ? new Judgement.Raised(turn.policy.severity(name(), namespace, raised.severity()))
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
