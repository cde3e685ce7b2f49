package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Sha256;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which conditions a namespace requires, and which rules apply to it, with which grace and
 * severity. Immutable.
 *
 * <p>For each setting, the first clause that covers the namespace and states the setting decides.
 * If no clause does, the defaults apply: all six conditions, no source required, every rule but the
 * one on unattributed decisions enabled, a grace of 10 minutes for the rule on unknown origins, of
 * 1 minute for the rule on lost events and of none for the others, the severities that the rules
 * define, the values of {@link PolicyNumber#standard()}, and no further rule at the gate.
 *
 * @param clauses in the order in which they are tried
 */
public record Policy(List<Clause> clauses) {

  /** The policy with all defaults. */
  public static final Policy DEFAULT = new Policy(List.of());

  private static final Duration UNKNOWN_ORIGIN_GRACE = Duration.ofMinutes(10);
  private static final Duration LOST_EVENTS_GRACE = Duration.ofMinutes(1);

  public Policy {
    clauses = List.copyOf(clauses);
  }

  /**
   * Settings for the assets and jobs of some namespaces.
   *
   * @param namespaces a pattern for namespaces, in which {@code *} stands for any text
   * @param required the required conditions; empty if the clause does not state them
   * @param requireSource whether an ingest must name a source to count as saying where data comes
   *     from; empty if the clause does not state it
   * @param gate the rules about representation whose open alerts make the gate fail; empty if the
   *     clause does not state them
   * @param rules settings of rules
   */
  public record Clause(
      String namespaces,
      Optional<Set<Condition>> required,
      Optional<Boolean> requireSource,
      Optional<Set<RuleName>> gate,
      List<RuleSetting> rules) {
    public Clause {
      // In the order of the rules, so that equal policies have equal fingerprints.
      gate = gate.map(TreeSet::new).map(Collections::unmodifiableSortedSet);
      gate.stream()
          .flatMap(Set::stream)
          .filter(rule -> !rule.isAboutRepresentation())
          .forEach(
              rule -> {
                throw new IllegalArgumentException(rule + " is not about representation");
              });
      rules = List.copyOf(rules);
    }

    /** A clause that does not state what the gate regards. */
    public Clause(
        String namespaces,
        Optional<Set<Condition>> required,
        Optional<Boolean> requireSource,
        List<RuleSetting> rules) {
      this(namespaces, required, requireSource, Optional.empty(), rules);
    }

    /** A clause that does not state whether sources are required, nor what the gate regards. */
    public Clause(String namespaces, Optional<Set<Condition>> required, List<RuleSetting> rules) {
      this(namespaces, required, Optional.empty(), rules);
    }

    boolean covers(String namespace) {
      return Wildcard.matches(namespaces, namespace);
    }
  }

  /**
   * The settings of one rule; an empty value is not stated.
   *
   * @param enabled whether the rule applies
   * @param grace how long a cause may last before its alert opens
   * @param severity the severity of its alerts
   * @param numbers those of the rule's {@link PolicyNumber}s that are stated
   */
  public record RuleSetting(
      RuleName rule,
      Optional<Boolean> enabled,
      Optional<Duration> grace,
      Optional<Severity> severity,
      Map<PolicyNumber, Double> numbers) {
    public RuleSetting {
      // In the order of the numbers, so that equal policies have equal fingerprints.
      numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
      numbers.forEach(
          (number, value) -> {
            if (number.rule() != rule || number.problem(value).isPresent()) {
              throw new IllegalArgumentException(
                  rule + " " + number.key() + " " + value + ": " + number.allowed());
            }
          });
    }

    /** Settings without numbers. */
    public RuleSetting(
        RuleName rule,
        Optional<Boolean> enabled,
        Optional<Duration> grace,
        Optional<Severity> severity) {
      this(rule, enabled, grace, severity, Map.of());
    }
  }

  /** The conditions that synthetic data in the asset's namespace must meet. */
  Set<Condition> required(Asset asset) {
    return clauses.stream()
        .filter(clause -> clause.covers(asset.namespace()))
        .flatMap(clause -> clause.required().stream())
        .findFirst()
        .orElseGet(() -> EnumSet.allOf(Condition.class));
  }

  /** Whether an ingest in the namespace must name a source. The default is false. */
  public boolean requiresSource(String namespace) {
    return clauses.stream()
        .filter(clause -> clause.covers(namespace))
        .flatMap(clause -> clause.requireSource().stream())
        .findFirst()
        .orElse(false);
  }

  /** Whether an ingest must name a source in some namespaces. */
  public boolean requiresSourceSomewhere() {
    return clauses.stream().anyMatch(clause -> clause.requireSource().orElse(false));
  }

  /** Whether a live event says where the asset comes from. */
  public boolean originKnown(Node node) {
    ContributionCounts tally = node.tally();
    // Matches namespaces only if the result depends on them.
    return tally.originKnown(tally.sourceNotStated() && requiresSource(node.asset().namespace()));
  }

  /**
   * A hash of the policy. It is equal for policies with the same settings, spelled in the same way,
   * also after a restart.
   */
  public byte[] fingerprint() {
    return Sha256.of(toString());
  }

  /** Whether {@code rule} applies to assets and jobs in {@code namespace}. */
  boolean enabled(RuleName rule, String namespace) {
    return setting(rule, namespace, RuleSetting::enabled).orElse(isOnByDefault(rule));
  }

  /** Whether {@code rule} applies in some namespaces. */
  boolean enabledSomewhere(RuleName rule) {
    return isOnByDefault(rule)
        || clauses.stream()
            .flatMap(clause -> clause.rules().stream())
            .anyMatch(setting -> setting.rule() == rule && setting.enabled().orElse(false));
  }

  private static boolean isOnByDefault(RuleName rule) {
    return rule != RuleName.UNATTRIBUTED_DECISION;
  }

  /** A number of a rule for assets in {@code namespace}. */
  double number(PolicyNumber number, String namespace) {
    return setting(
            number.rule(), namespace, setting -> Optional.ofNullable(setting.numbers().get(number)))
        .orElse(number.standard());
  }

  /**
   * The rules about representation whose open alerts make the gate fail for assets in {@code
   * namespace}. None by default.
   */
  public Set<RuleName> gate(String namespace) {
    return clauses.stream()
        .filter(clause -> clause.covers(namespace))
        .flatMap(clause -> clause.gate().stream())
        .findFirst()
        .orElse(Set.of());
  }

  /** Whether the gate regards rules about representation in some namespaces. */
  public boolean gatesSomewhere() {
    return clauses.stream().anyMatch(clause -> clause.gate().filter(r -> !r.isEmpty()).isPresent());
  }

  /** How long a cause in {@code namespace} may last before {@code rule} opens an alert. */
  Duration grace(RuleName rule, String namespace) {
    return setting(rule, namespace, RuleSetting::grace).orElse(standardGrace(rule));
  }

  /** A lower bound of the grace of {@code rule} over all namespaces. */
  Duration shortestGrace(RuleName rule) {
    return clauses.stream()
        .flatMap(clause -> clause.rules().stream())
        .filter(setting -> setting.rule() == rule)
        .flatMap(setting -> setting.grace().stream())
        .min(Duration::compareTo)
        .filter(grace -> grace.compareTo(standardGrace(rule)) < 0)
        .orElse(standardGrace(rule));
  }

  /** The longest grace of any rule in any namespace. */
  public Duration longestGrace() {
    return Stream.concat(
            Arrays.stream(RuleName.values()).map(Policy::standardGrace),
            clauses.stream()
                .flatMap(clause -> clause.rules().stream())
                .flatMap(setting -> setting.grace().stream()))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static Duration standardGrace(RuleName rule) {
    return switch (rule) {
      case UNKNOWN_ORIGIN -> UNKNOWN_ORIGIN_GRACE;
      case LOST_EVENTS -> LOST_EVENTS_GRACE;
      case UNDOCUMENTED_SYNTHETIC,
          TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
          TRAINED_ON_UNKNOWN_ORIGIN,
          DISPARATE_REMOVAL,
          GROUP_ERASED,
          FITNESS_GAP,
          SCALE_WITHOUT_DIVERSITY,
          SELF_CONSUMING_LOOP,
          SYNTHETIC_ONLY_GROUP,
          UNATTRIBUTED_DECISION ->
          Duration.ZERO;
    };
  }

  Severity severity(RuleName rule, String namespace, Severity byRule) {
    return setting(rule, namespace, RuleSetting::severity).orElse(byRule);
  }

  private <T> Optional<T> setting(
      RuleName rule, String namespace, Function<RuleSetting, Optional<T>> stated) {
    if (clauses.isEmpty()) {
      return Optional.empty(); // The engine asks several times for each event.
    }
    return clauses.stream()
        .filter(clause -> clause.covers(namespace))
        .flatMap(clause -> clause.rules().stream())
        .filter(setting -> setting.rule() == rule)
        .flatMap(setting -> stated.apply(setting).stream())
        .findFirst();
  }
}
