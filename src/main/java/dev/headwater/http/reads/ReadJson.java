package dev.headwater.http.reads;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.codec.json.AssetSummaryJson;
import dev.headwater.codec.json.Json;
import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.JsonBody;
import dev.headwater.http.request.Parameters;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.GateRuling;
import dev.headwater.query.answer.AlertPage;
import dev.headwater.query.answer.AssetPage;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.Applied;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.Stale;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.AssetsQuestion;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.ListedAlert;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the bodies of reads as JSON. */
public final class ReadJson {

  private ReadJson() {}

  static JsonBody lineage(Lineage lineage) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("asset", lineage.asset().urn());
      json.writeStringField("direction", Parameters.lowerCase(lineage.direction()));
      json.writeArrayFieldStart("nodes");
      for (Lineage.Node node : lineage.nodes()) {
        json.writeStartObject();
        json.writeStringField("id", node.asset().urn());
        name(json, node.asset());
        json.writeNumberField("distance", node.distance());
        if (node.state().isPresent()) {
          state(json, node.state().get(), lineage.moment().isNow());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("edges");
      for (Edge edge : lineage.edges()) {
        json.writeStartObject();
        json.writeStringField("from", edge.from().urn());
        json.writeStringField("to", edge.to().urn());
        json.writeStringField("role", edge.role().name());
        json.writeStringField("activity", edge.activity().name());
        json.writeStringField("run", edge.run());
        json.writeBooleanField("inferred", edge.inferred());
        json.writeEndObject();
      }
      json.writeEndArray();
      end(json, lineage.truncated(), lineage.freshness());
    };
  }

  static JsonBody exposures(Exposures exposures, String list) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("asset", exposures.asset().urn());
      json.writeArrayFieldStart("exposures");
      for (Exposures.Item item : exposures.items()) {
        ExposureEntry entry = item.entry();
        json.writeStartObject();
        json.writeStringField("origin", entry.origin().urn());
        json.writeStringField("kind", entry.kind().name());
        json.writeStringField("documentation", entry.documentation().name());
        missing(json, entry.missing());
        json.writeNumberField("distance", entry.distance());
        json.writeBooleanField("direct", entry.direct());
        json.writeBooleanField("waived", entry.waived());
        urns(json, "path", item.path());
        json.writeEndObject();
      }
      json.writeEndArray();
      page(json, list, exposures.next(), exposures.truncated(), exposures.freshness());
    };
  }

  /**
   * @param unknown which versions of the name exist, if the asset is not known
   */
  static JsonBody gate(Gate gate, UnknownAsset unknown) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("asset", gate.asset().urn());
      json.writeStringField("verdict", gate.ruling().verdict().name());
      json.writeArrayFieldStart("reasons");
      for (GateRuling.Reason reason : gate.ruling().reasons()) {
        json.writeStartObject();
        json.writeStringField("rule", reason.finding().name());
        json.writeStringField("origin", reason.origin().urn());
        urns(json, "path", reason.path());
        json.writeStringField("message", reason.message());
        json.writeEndObject();
      }
      json.writeEndArray();
      unknown.write(json);
      json.writeBooleanField("complete", isComplete(gate.isComplete(), gate.freshness()));
      freshness(json, gate.freshness());
      json.writeEndObject();
    };
  }

  public static JsonBody asset(AssetDetail detail) {
    ObjectNode tree = AssetSummaryJson.write(detail.summary());
    if (!detail.moment().isNow()) {
      tree.remove("openAlerts"); // the store keeps alerts of now only
    }
    return json -> {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        json.writeFieldName(field.getKey());
        Json.mapper().writeTree(json, field.getValue());
      }
      urns(json, "versions", detail.versions());
      end(
          json,
          detail.moreVersions() ? Optional.of(Truncation.ITEMS) : Optional.empty(),
          detail.freshness());
    };
  }

  static JsonBody assets(AssetPage page, String list) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("assets");
      for (AssetsQuestion.Row row : page.rows()) {
        json.writeStartObject();
        json.writeStringField("asset", row.asset().urn());
        name(json, row.asset());
        state(json, row.state(), true);
        json.writeEndObject();
      }
      json.writeEndArray();
      page(json, list, page.next(), Optional.empty(), page.freshness());
    };
  }

  static JsonBody alerts(AlertPage page, String list) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("alerts");
      for (ListedAlert listed : page.alerts()) {
        ObjectNode written = AlertJson.write(listed.alert());
        listed
            .history()
            .forEach(episode -> written.withArray("history").add(AlertJson.write(episode)));
        Json.mapper().writeTree(json, written);
      }
      json.writeEndArray();
      if (page.forgottenBefore().isPresent()) {
        json.writeObjectFieldStart("forgotten");
        json.writeStringField("resolvedBefore", page.forgottenBefore().get().toString());
        json.writeEndObject();
      }
      page(json, list, page.next(), Optional.empty(), page.freshness());
    };
  }

  private static void name(JsonGenerator json, Asset asset) throws IOException {
    json.writeStringField("kind", asset.kind().name());
    json.writeStringField("namespace", asset.namespace());
    json.writeStringField("name", asset.name());
    if (asset.version().isPresent()) {
      json.writeStringField("version", asset.version().get());
    }
  }

  /**
   * @param isNow whether open alerts are known; they are not known for a moment in the past
   */
  static void state(JsonGenerator json, AssetState state, boolean isNow) throws IOException {
    json.writeStringField("synthetic", state.synthetic().name());
    json.writeStringField("documentation", state.documentation().name());
    missing(json, state.missing());
    if (isNow) {
      json.writeNumberField("openAlerts", state.openAlerts());
    }
  }

  private static void missing(JsonGenerator json, List<Condition> missing) throws IOException {
    json.writeArrayFieldStart("missing");
    for (Condition condition : missing) {
      json.writeString(condition.text());
    }
    json.writeEndArray();
  }

  static void urns(JsonGenerator json, String field, List<Asset> assets) throws IOException {
    json.writeArrayFieldStart(field);
    for (Asset asset : assets) {
      json.writeString(asset.urn());
    }
    json.writeEndArray();
  }

  private static void page(
      JsonGenerator json,
      String list,
      String next,
      Optional<Truncation> truncated,
      Freshness freshness)
      throws IOException {
    json.writeStringField("cursor", Cursors.write(list, next));
    boolean more = !next.isEmpty();
    end(json, truncated.isEmpty() && more ? Optional.of(Truncation.ITEMS) : truncated, freshness);
  }

  static void end(JsonGenerator json, Optional<Truncation> truncated, Freshness freshness)
      throws IOException {
    json.writeBooleanField("complete", isComplete(truncated.isEmpty(), freshness));
    json.writeStringField("truncated", truncated.map(Parameters::lowerCase).orElse(null));
    freshness(json, freshness);
    json.writeEndObject();
  }

  /**
   * Whether an answer may be called complete; all reads use this rule. An answer that is not caught
   * up may lack events that were acknowledged before the request.
   *
   * @param whole whether the answer leaves out nothing of what there was to read
   */
  public static boolean isComplete(boolean whole, Freshness freshness) {
    return whole && freshness.caughtUp();
  }

  static void freshness(JsonGenerator json, Freshness freshness) throws IOException {
    json.writeObjectFieldStart("freshness");
    json.writeBooleanField("caughtUp", freshness.caughtUp());
    lag(json, freshness.lag());
    json.writeArrayFieldStart("partitions");
    for (Map.Entry<Integer, Applied> partition : freshness.applied().entrySet()) {
      json.writeStartObject();
      json.writeNumberField("partition", partition.getKey());
      json.writeNumberField("events", partition.getValue().events());
      json.writeNumberField("graph", partition.getValue().graph());
      Stale stale = freshness.stale().get(partition.getKey());
      if (stale != null) {
        json.writeObjectFieldStart("stale");
        json.writeNumberField("behindOffsets", stale.behindOffsets());
        json.writeNumberField("behindMillis", stale.behindMillis());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes null for a lag that is not known. */
  public static void lag(JsonGenerator json, Lag lag) throws IOException {
    if (lag.isKnown()) {
      json.writeNumberField("behindEvents", lag.events());
      json.writeNumberField("behindMillis", lag.millis());
    } else {
      json.writeNullField("behindEvents");
      json.writeNullField("behindMillis");
    }
  }
}
