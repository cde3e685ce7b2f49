package dev.headwater.query;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.Objects;
import java.util.Set;

/**
 * Selects alerts: an alert has to match all parts, and an empty set matches every alert.
 *
 * @param statuses of the alert
 * @param rules that raised it
 * @param severities of it
 * @param subjects that it is about; one at most
 * @param namespace of the asset or job that it is about; "" matches every namespace
 */
public record AlertFilter(
    Set<AlertStatus> statuses,
    Set<RuleName> rules,
    Set<Severity> severities,
    Set<Party> subjects,
    String namespace) {
  public AlertFilter {
    statuses = Set.copyOf(statuses);
    rules = Set.copyOf(rules);
    severities = Set.copyOf(severities);
    subjects = Set.copyOf(subjects);
    Objects.requireNonNull(namespace, "namespace");
  }

  /** A filter for every namespace. */
  public AlertFilter(
      Set<AlertStatus> statuses,
      Set<RuleName> rules,
      Set<Severity> severities,
      Set<Party> subjects) {
    this(statuses, rules, severities, subjects, "");
  }

  /** The same filter for one namespace. */
  public AlertFilter within(String one) {
    return new AlertFilter(statuses, rules, severities, subjects, one);
  }

  /** Whether {@code alert} matches the filter. */
  public boolean accepts(Alert alert) {
    return in(statuses, alert.status())
        && in(rules, alert.rule())
        && in(severities, alert.severity())
        && in(subjects, alert.subject())
        && (namespace.isEmpty() || namespace.equals(namespace(alert.subject())));
  }

  private static String namespace(Party subject) {
    if (subject instanceof Asset asset) {
      return asset.namespace();
    }
    return subject instanceof Job job ? job.namespace() : "";
  }

  private static <T> boolean in(Set<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
