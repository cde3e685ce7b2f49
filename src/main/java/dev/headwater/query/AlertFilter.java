package dev.headwater.query;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.Set;

/**
 * Selects alerts: an alert has to match all four sets, and an empty set matches every alert.
 *
 * @param statuses of the alert
 * @param rules that raised it
 * @param severities of it
 * @param subjects that it is about; one at most
 */
public record AlertFilter(
    Set<AlertStatus> statuses, Set<RuleName> rules, Set<Severity> severities, Set<Party> subjects) {
  public AlertFilter {
    statuses = Set.copyOf(statuses);
    rules = Set.copyOf(rules);
    severities = Set.copyOf(severities);
    subjects = Set.copyOf(subjects);
  }

  /** Whether {@code alert} matches the filter. */
  public boolean accepts(Alert alert) {
    return in(statuses, alert.status())
        && in(rules, alert.rule())
        && in(severities, alert.severity())
        && in(subjects, alert.subject());
  }

  private static <T> boolean in(Set<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
