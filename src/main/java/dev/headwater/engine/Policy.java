package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which conditions a namespace requires, which rules apply to it, with what grace and severity.
 * Immutable.
 *
 * <p>The first clause that covers an asset and states a setting decides it; where none does, the
 * defaults hold: all six conditions, every rule on, a grace of 10 minutes for the rules on unknown
 * origins and of none for the others, and the severities that the rules come with.
 *
 * @param clauses in the order in which they are tried
 */
public record Policy(List<Clause> clauses) {

  /** Everything by default. */
  public static final Policy DEFAULT = new Policy(List.of());

  private static final Duration UNKNOWN_ORIGIN_GRACE = Duration.ofMinutes(10);

  public Policy {
    clauses = List.copyOf(clauses);
  }

  /**
   * What holds for the assets of some namespaces.
   *
   * @param namespaces a pattern for namespaces, in which {@code *} stands for any text
   * @param required the conditions that they require; empty: not stated here
   * @param rules what is stated about rules
   */
  public record Clause(
      String namespaces, Optional<Set<Condition>> required, List<RuleSetting> rules) {
    public Clause {
      rules = List.copyOf(rules);
    }

    boolean covers(Asset asset) {
      return Wildcard.matches(namespaces, asset.namespace());
    }
  }

  /**
   * What is stated about one rule; what is empty is not stated.
   *
   * @param enabled whether it applies
   * @param grace how long a cause may last before the rule speaks
   * @param severity of its alerts
   */
  public record RuleSetting(
      RuleName rule,
      Optional<Boolean> enabled,
      Optional<Duration> grace,
      Optional<Severity> severity) {}

  /** The conditions that synthetic data in the asset's namespace must meet. */
  Set<Condition> required(Asset asset) {
    return clauses.stream()
        .filter(clause -> clause.covers(asset))
        .flatMap(clause -> clause.required().stream())
        .findFirst()
        .orElseGet(() -> EnumSet.allOf(Condition.class));
  }

  /** Equal for policies that say the same in the same words, over restarts too. */
  public byte[] fingerprint() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  boolean enabled(RuleName rule, Asset asset) {
    return setting(rule, asset, RuleSetting::enabled).orElse(true);
  }

  /** How long a cause at {@code asset} may last before {@code rule} speaks. */
  Duration grace(RuleName rule, Asset asset) {
    return setting(rule, asset, RuleSetting::grace)
        .orElse(rule == RuleName.UNKNOWN_ORIGIN ? UNKNOWN_ORIGIN_GRACE : Duration.ZERO);
  }

  Severity severity(RuleName rule, Asset asset, Severity byRule) {
    return setting(rule, asset, RuleSetting::severity).orElse(byRule);
  }

  private <T> Optional<T> setting(
      RuleName rule, Asset asset, Function<RuleSetting, Optional<T>> stated) {
    return clauses.stream()
        .filter(clause -> clause.covers(asset))
        .flatMap(clause -> clause.rules().stream())
        .filter(setting -> setting.rule() == rule)
        .flatMap(setting -> stated.apply(setting).stream())
        .findFirst();
  }
}
