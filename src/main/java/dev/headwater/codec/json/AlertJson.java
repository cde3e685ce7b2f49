package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Condition;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Party;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads and writes alerts as JSON. */
public final class AlertJson {
  private AlertJson() {}

  /**
   * Reads one alert. Ignores unknown fields.
   *
   * @throws InvalidException when it is not a valid alert
   */
  public static Alert read(JsonNode json) {
    return JsonReader.lenient(
        json,
        alert -> {
          RuleName rule = alert.symbol("rule", RuleName.class);
          boolean onAssets = rule != null && rule.isOnAssets();
          return new Alert(
              alert.text("id"),
              rule,
              alert.symbol("severity", Severity.class),
              alert.symbol("status", AlertStatus.class),
              party(alert, "subject"),
              party(alert, "origin"),
              onAssets
                  ? alert.list("missing", node -> Condition.ofText(JsonReader.text(node)))
                  : List.of(),
              onAssets ? List.of() : alert.list("missing", JsonReader::text),
              alert.list("path", JsonReader::asset),
              alert.text("dimension"),
              alert.list("evidence", AlertJson::evidence),
              alert.whole("moreEvidence").orElse(0),
              alert.instant("openedAt"),
              alert.optional("resolvedAt", JsonReader::instant),
              alert.optional("resolution", node -> JsonReader.symbol(node, Resolution.class)));
        });
  }

  private static Party party(JsonReader alert, String field) {
    return alert.value(field, node -> Party.parse(JsonReader.text(node)));
  }

  /**
   * Reads one line of evidence. Ignores unknown fields.
   *
   * @throws InvalidException when it is not valid
   */
  public static AlertEvidence evidence(JsonNode json) {
    return JsonReader.lenient(json, AlertJson::evidence);
  }

  private static AlertEvidence evidence(JsonReader evidence) {
    return new AlertEvidence(
        evidence.text("category"),
        evidence.number("value"),
        evidence.number("low"),
        evidence.number("high"),
        evidence.number("threshold"),
        evidence.number("before"),
        evidence.number("after"));
  }

  /**
   * Writes an alert. {@code resolvedAt} and {@code resolution} are left out while it is open, and
   * {@code dimension}, {@code evidence} and {@code moreEvidence} for rules that are not about
   * representation.
   */
  public static ObjectNode write(Alert alert) {
    JsonWriter json = identity(alert);
    if (alert.rule().isAboutRepresentation()) {
      json.value("dimension", dimension(alert))
          .everyList("evidence", alert.evidence(), AlertJson::write)
          .whole("moreEvidence", OptionalLong.of(alert.moreEvidence()));
    }
    return json.instant("openedAt", Optional.of(alert.openedAt()))
        .instant("resolvedAt", alert.resolvedAt())
        .symbol("resolution", alert.resolution())
        .object();
  }

  /** Writes an earlier time during which an alert was open. */
  public static ObjectNode write(AlertEpisode episode) {
    return new JsonWriter()
        .instant("openedAt", Optional.of(episode.openedAt()))
        .instant("resolvedAt", Optional.of(episode.resolvedAt()))
        .symbol("resolution", Optional.of(episode.resolution()))
        .text("severity", episode.severity().name())
        .object();
  }

  private static JsonNode dimension(Alert alert) {
    return alert.dimension().isEmpty()
        ? NullNode.getInstance()
        : JsonWriter.text(alert.dimension());
  }

  private static JsonNode write(AlertEvidence evidence) {
    return new JsonWriter()
        .text("category", evidence.category())
        .number("value", evidence.value())
        .number("low", evidence.low())
        .number("high", evidence.high())
        .number("threshold", evidence.threshold())
        .number("before", evidence.before())
        .number("after", evidence.after())
        .object();
  }

  private static JsonWriter identity(Alert alert) {
    return new JsonWriter()
        .text("id", alert.id())
        .text("rule", alert.rule().name())
        .text("severity", alert.severity().name())
        .text("status", alert.status().name())
        .text("subject", alert.subject().urn())
        .text("origin", alert.origin().urn())
        .everyList("missing", missing(alert), JsonWriter::text)
        .everyList("path", alert.path(), asset -> JsonWriter.text(asset.urn()));
  }

  private static List<String> missing(Alert alert) {
    return alert.rule().isOnAssets()
        ? alert.missing().stream().map(Condition::text).toList()
        : alert.missingEvents();
  }
}
