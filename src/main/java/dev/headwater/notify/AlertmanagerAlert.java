package dev.headwater.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Alert;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One item of {@code POST /api/v2/alerts}. Alertmanager takes two items with the same labels for
 * the same alert.
 *
 * @param endsAt when the cause ended; empty while it holds
 */
record AlertmanagerAlert(
    SortedMap<String, String> labels,
    Map<String, String> annotations,
    Instant startsAt,
    Optional<Instant> endsAt) {

  static AlertmanagerAlert of(Alert alert) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("alertname", alert.rule().name());
    labels.put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
    labels.put("subject", alert.subject().urn());
    labels.put("origin", alert.origin().urn());
    labels.put("namespace", RouteFilter.namespace(alert));
    // Alerts of one rule, subject and origin may differ in the dimension alone.
    labels.put("dimension", alert.dimension());
    labels.values().removeIf(String::isEmpty);
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("id", alert.id());
    annotations.put("message", Sentence.of(alert));
    annotations.put("path", Sentence.path(alert));
    annotations.values().removeIf(String::isEmpty);
    return new AlertmanagerAlert(
        Collections.unmodifiableSortedMap(labels),
        Map.copyOf(annotations),
        alert.openedAt(),
        // Alertmanager refuses an end before the start.
        alert.resolvedAt().map(end -> end.isBefore(alert.openedAt()) ? alert.openedAt() : end));
  }

  AlertmanagerAlert ownedBy(String owner) {
    SortedMap<String, String> more = new TreeMap<>(labels);
    more.put("owner", owner);
    return new AlertmanagerAlert(
        Collections.unmodifiableSortedMap(more), annotations, startsAt, endsAt);
  }

  AlertmanagerAlert endedAt(Instant end) {
    return new AlertmanagerAlert(
        labels, annotations, startsAt, Optional.of(end.isBefore(startsAt) ? startsAt : end));
  }

  /**
   * @param expires the end of an alert whose cause holds, unless it is sent again before
   */
  ObjectNode json(Instant expires) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode labelsJson = json.putObject("labels");
    labels.forEach(labelsJson::put);
    ObjectNode annotationsJson = json.putObject("annotations");
    new TreeMap<>(annotations).forEach(annotationsJson::put);
    json.put("startsAt", startsAt.toString());
    json.put("endsAt", endsAt.orElse(expires).toString());
    return json;
  }
}
