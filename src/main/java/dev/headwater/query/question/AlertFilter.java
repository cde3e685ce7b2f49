package dev.headwater.query.question;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.Set;

/**
 * Selects alerts: an alert has to match all parts, and an empty set matches every alert.
 *
 * @param statuses of the alert
 * @param rules that raised it
 * @param severities of it
 * @param subjects that it is about; one at most
 * @param namespace of the asset or job that it is about; "" matches every namespace
 * @param owner the id of an owner of the asset that it is about; "" matches every alert
 */
public record AlertFilter(
    Set<AlertStatus> statuses,
    Set<RuleName> rules,
    Set<Severity> severities,
    Set<Party> subjects,
    String namespace,
    String owner) {
  public AlertFilter {
    statuses = Set.copyOf(statuses);
    rules = Set.copyOf(rules);
    severities = Set.copyOf(severities);
    subjects = Set.copyOf(subjects);
    // An instance of an earlier version does not send what it does not know.
    namespace = namespace == null ? "" : namespace;
    owner = owner == null ? "" : owner;
  }

  /** A filter for every namespace and owner. */
  public AlertFilter(
      Set<AlertStatus> statuses,
      Set<RuleName> rules,
      Set<Severity> severities,
      Set<Party> subjects) {
    this(statuses, rules, severities, subjects, "", "");
  }

  /** The same filter for one namespace. */
  public AlertFilter within(String one) {
    return new AlertFilter(statuses, rules, severities, subjects, one, owner);
  }

  /** The same filter for one owner. */
  public AlertFilter ownedBy(String one) {
    return new AlertFilter(statuses, rules, severities, subjects, namespace, one);
  }

  /** Whether {@code alert} matches all parts but the owner, whom an alert does not name. */
  public boolean accepts(Alert alert) {
    return in(statuses, alert.status())
        && in(rules, alert.rule())
        && in(severities, alert.severity())
        && in(subjects, alert.subject())
        && (namespace.isEmpty() || namespace.equals(namespace(alert.subject())));
  }

  /** Whether alerts of this status match, as far as it depends on the status. */
  public boolean acceptsStatus(AlertStatus status) {
    return in(statuses, status);
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
