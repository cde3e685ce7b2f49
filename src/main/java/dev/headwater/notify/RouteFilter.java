package dev.headwater.notify;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Selects the alerts of a route: an alert has to match all parts.
 *
 * @param rules that raised it; empty matches every rule
 * @param severity the least one
 * @param namespaces patterns for the namespace of the subject, with {@code *} for any text; empty
 *     matches every namespace
 * @param owners ids of agents, one of which owns the subject; empty matches every owner, and none
 */
public record RouteFilter(
    Set<RuleName> rules, Severity severity, List<String> namespaces, Set<String> owners) {
  /** Matches every alert. */
  public static final RouteFilter ALL =
      new RouteFilter(Set.of(), Severity.INFO, List.of(), Set.of());

  public RouteFilter {
    rules = Set.copyOf(rules);
    namespaces = List.copyOf(namespaces);
    owners = Set.copyOf(owners);
  }

  /** Whether {@code alert} matches all parts except the owners. */
  boolean concerns(Alert alert) {
    return (rules.isEmpty() || rules.contains(alert.rule()))
        && alert.severity().compareTo(severity) >= 0
        && (namespaces.isEmpty()
            || namespaces.stream().anyMatch(pattern -> matches(pattern, namespace(alert))));
  }

  /**
   * Whether the owners match. Owners that cannot be known match: the alert must not be lost between
   * routes.
   */
  boolean acceptsOwners(Optional<SortedSet<String>> ids) {
    return owners.isEmpty() || ids.isEmpty() || !Collections.disjoint(owners, ids.get());
  }

  /** The namespace of the subject. */
  static String namespace(Alert alert) {
    if (alert.subject() instanceof Asset asset) {
      return asset.namespace();
    }
    return alert.subject() instanceof Job job ? job.namespace() : "";
  }

  /** Whether the whole of {@code text} matches. Takes a time linear in the text for each star. */
  static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    int last = pattern.lastIndexOf('*');
    String tail = pattern.substring(last + 1);
    int end = text.length() - tail.length();
    if (end < star || !text.startsWith(pattern.substring(0, star)) || !text.endsWith(tail)) {
      return false;
    }
    int at = star;
    for (int from = star; from < last; ) {
      int next = pattern.indexOf('*', from + 1);
      String part = pattern.substring(from + 1, next);
      int found = text.indexOf(part, at);
      if (found < 0 || found + part.length() > end) {
        return false;
      }
      at = found + part.length();
      from = next;
    }
    return true;
  }
}
