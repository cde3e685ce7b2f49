package dev.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Formats alerts as text for people. */
final class AlertText {

  private AlertText() {}

  /**
   * One alert as lines: its status, severity, rule and subject, its origin, what is missing, the
   * path from the origin, and its times.
   */
  static List<String> lines(JsonNode alert) {
    List<String> lines = new ArrayList<>();
    String subject = alert.path("subject").asText();
    String origin = alert.path("origin").asText();
    String resolution = alert.path("resolution").asText("");
    boolean resolved = "RESOLVED".equals(alert.path("status").asText());
    lines.add(
        alert.path("status").asText()
            + " "
            + alert.path("severity").asText()
            + " "
            + alert.path("rule").asText()
            + " "
            + subject
            + (resolved && !resolution.isEmpty() ? " (" + resolution + ")" : ""));
    if (!origin.equals(subject)) {
      lines.add("  origin: " + origin);
    }
    String missing = join(alert.path("missing"), ", ");
    if (!missing.isEmpty()) {
      lines.add("  missing: " + missing);
    }
    String path = path(alert.path("path"));
    if (!path.isEmpty()) {
      lines.add("  path: " + path);
    }
    lines.add(
        "  opened: "
            + alert.path("openedAt").asText()
            + (resolved ? ", resolved: " + alert.path("resolvedAt").asText() : "")
            + ", id: "
            + alert.path("id").asText());
    return lines;
  }

  /** A path of assets from the origin to the subject; "" if there is none. */
  static String path(JsonNode path) {
    return join(path, " -> ");
  }

  private static String join(JsonNode texts, String between) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> all.add(text.asText()));
    return String.join(between, all);
  }
}
