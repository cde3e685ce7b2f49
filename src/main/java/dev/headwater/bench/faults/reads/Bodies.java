package dev.headwater.bench.faults.reads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.GateRuling;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import dev.headwater.oracle.Expected;
import dev.headwater.oracle.ExposureBounds;
import dev.headwater.oracle.OwnBounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the bodies of answers into the oracle's types. Its methods throw an {@link
 * IllegalArgumentException} or a {@link dev.headwater.model.InvalidException} for a body of another
 * form.
 */
final class Bodies {
  private Bodies() {}

  static GateRuling ruling(JsonNode body) {
    List<GateRuling.Reason> reasons = new ArrayList<>();
    for (JsonNode reason : body.path("reasons")) {
      reasons.add(
          new GateRuling.Reason(
              GateRuling.Finding.valueOf(reason.path("rule").asText()),
              Asset.parse(reason.path("origin").asText()),
              assets(reason.path("path")),
              reason.path("message").asText()));
    }
    return new GateRuling(GateRuling.Verdict.valueOf(body.path("verdict").asText()), reasons);
  }

  static List<Asset> assets(JsonNode urns) {
    List<Asset> assets = new ArrayList<>();
    urns.forEach(urn -> assets.add(Asset.parse(urn.asText())));
    return assets;
  }

  static Expected.Verdict verdict(JsonNode of) {
    List<Condition> missing = new ArrayList<>();
    of.path("missing").forEach(text -> missing.add(Condition.ofText(text.asText())));
    return new Expected.Verdict(
        Documentation.valueOf(of.path("documentation").asText()), List.copyOf(missing));
  }

  static OwnBounds.State state(JsonNode of) {
    return new OwnBounds.State(Synthetic.valueOf(of.path("synthetic").asText()), verdict(of));
  }

  static OwnBounds.Counts counts(JsonNode body) {
    JsonNode counts = body.path("exposures");
    return new OwnBounds.Counts(
        counts.path("synthetic").asLong(),
        counts.path("undocumented").asLong(),
        counts.path("unknown").asLong(),
        counts.path("incomplete").asLong());
  }

  static Set<UUID> productions(JsonNode body) {
    Set<UUID> ids = new HashSet<>();
    body.path("producedBy")
        .forEach(made -> ids.add(UUID.fromString(made.path("eventId").asText())));
    return ids;
  }

  static Set<Expected.Link> links(JsonNode body) {
    Set<Expected.Link> links = new HashSet<>();
    for (JsonNode edge : body.path("edges")) {
      links.add(
          new Expected.Link(
              Asset.parse(edge.path("from").asText()),
              Asset.parse(edge.path("to").asText()),
              Role.valueOf(edge.path("role").asText()),
              EventType.valueOf(edge.path("activity").asText()),
              edge.path("run").asText(),
              edge.path("inferred").asBoolean()));
    }
    return links;
  }

  static Map<Asset, Integer> distances(JsonNode body) {
    Map<Asset, Integer> distances = new HashMap<>();
    for (JsonNode node : body.path("nodes")) {
      distances.put(Asset.parse(node.path("id").asText()), node.path("distance").asInt());
    }
    return distances;
  }

  static List<ExposureBounds.Shown> exposures(JsonNode body) {
    List<ExposureBounds.Shown> shown = new ArrayList<>();
    for (JsonNode one : body.path("exposures")) {
      shown.add(
          new ExposureBounds.Shown(
              new Expected.Origin(
                  Asset.parse(one.path("origin").asText()),
                  OriginKind.valueOf(one.path("kind").asText())),
              verdict(one),
              one.path("distance").asInt(),
              one.path("direct").asBoolean(),
              one.path("waived").asBoolean(),
              assets(one.path("path"))));
    }
    return shown;
  }

  static Set<Expected.OpenAlert> openAlerts(JsonNode body) {
    Set<Expected.OpenAlert> open = new HashSet<>();
    for (JsonNode one : body.path("alerts")) {
      Alert alert = AlertJson.read(one);
      if (alert.status() == AlertStatus.OPEN
          && alert.subject() instanceof Asset subject
          && alert.origin() instanceof Asset origin) {
        open.add(
            new Expected.OpenAlert(
                alert.rule(), subject, origin, alert.severity(), alert.missing()));
      }
    }
    return open;
  }
}
