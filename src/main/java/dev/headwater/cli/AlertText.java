package dev.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Formats alerts as text for people. */
final class AlertText {

  private AlertText() {}

  /**
   * One alert as lines: its status, severity, rule and subject, its origin, what is missing, the
   * path from the origin, and its times. On a terminal, a severity that still holds and a status
   * that is resolved are coloured.
   */
  static List<String> lines(JsonNode alert, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    String subject = alert.path("subject").asText();
    String origin = alert.path("origin").asText();
    String resolution = alert.path("resolution").asText("");
    boolean resolved = "RESOLVED".equals(alert.path("status").asText());
    String status = alert.path("status").asText();
    String severity = alert.path("severity").asText();
    lines.add(
        (resolved ? terminal.paint(Colour.GREEN, status) : status)
            + " "
            + (resolved ? severity : severity(severity, terminal))
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

  private static String severity(String severity, Terminal terminal) {
    return switch (severity) {
      case "CRITICAL" -> terminal.paint(Colour.RED, severity);
      case "WARNING" -> terminal.paint(Colour.YELLOW, severity);
      default -> terminal.paint(Colour.CYAN, severity);
    };
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
