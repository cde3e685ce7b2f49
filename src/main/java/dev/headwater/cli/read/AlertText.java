package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.terminal.Colour;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.export.EvidenceText;
import dev.headwater.model.RuleName;
import java.util.ArrayList;
import java.util.List;

/** Formats alerts as text for people. */
public final class AlertText {

  private AlertText() {}

  /**
   * One alert as lines: its status, severity, rule and subject, its origin, what is missing or was
   * found, the path from the origin, its times, and when it was open before. On a terminal, a
   * severity that still holds and a status that is resolved are coloured.
   */
  public static List<String> lines(JsonNode alert, Terminal terminal) {
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
    lines.addAll(evidence(alert));
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
    for (JsonNode episode : alert.path("history")) {
      lines.add(
          "  open before: "
              + episode.path("openedAt").asText()
              + " to "
              + episode.path("resolvedAt").asText()
              + ", "
              + episode.path("severity").asText()
              + " ("
              + episode.path("resolution").asText()
              + ")");
    }
    return lines;
  }

  private static List<String> evidence(JsonNode alert) {
    List<String> lines = new ArrayList<>();
    String dimension = alert.path("dimension").asText("");
    if (!dimension.isEmpty()) {
      lines.add("  dimension: " + Text.oneLine(dimension));
    }
    alert
        .path("evidence")
        .forEach(found -> lines.add("  evidence: " + evidence(alert.path("rule").asText(), found)));
    long more = alert.path("moreEvidence").asLong(0);
    if (more > 0) {
      lines.add("  evidence: and " + more + " more");
    }
    return lines;
  }

  /** One line of evidence in words, or as it is if the rule is not known here. */
  private static String evidence(String rule, JsonNode found) {
    for (RuleName known : RuleName.values()) {
      if (known.name().equals(rule) && known.hasEvidence()) {
        return Text.oneLine(EvidenceText.of(known, AlertJson.evidence(found)).line());
      }
    }
    return Text.oneLine(JsonTree.line(found));
  }

  private static String severity(String severity, Terminal terminal) {
    return switch (severity) {
      case "CRITICAL" -> terminal.paint(Colour.RED, severity);
      case "WARNING" -> terminal.paint(Colour.YELLOW, severity);
      default -> terminal.paint(Colour.CYAN, severity);
    };
  }

  /** A path of assets from the origin to the subject; "" if there is none. */
  public static String path(JsonNode path) {
    return join(path, " -> ");
  }

  private static String join(JsonNode texts, String between) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> all.add(text.asText()));
    return String.join(between, all);
  }
}
