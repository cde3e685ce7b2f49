package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Production;
import dev.headwater.model.Synthetic;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads and writes asset summaries as JSON. */
public final class AssetSummaryJson {
  private AssetSummaryJson() {}

  /**
   * Reads one summary. Ignores unknown fields.
   *
   * @throws InvalidException when it is not a valid summary
   */
  public static AssetSummary read(JsonNode json) {
    return JsonReader.lenient(
        json,
        summary ->
            new AssetSummary(
                summary.asset("asset"),
                summary.symbol("synthetic", Synthetic.class),
                summary.symbol("documentation", Documentation.class),
                summary.list("missing", node -> Condition.ofText(JsonReader.text(node))),
                summary.list("producedBy", AssetSummaryJson::production),
                summary.whole("records"),
                summary.whole("bytes"),
                summary.text("sha256"),
                summary.list("composition", PartsJson::composition),
                summary.list("agents", PartsJson::agent),
                summary.list("decisions", PartsJson::decision),
                summary.optional("ingest", PartsJson::ingest),
                summary.symbol("inputsComplete", Completeness.class, Completeness.NO_ASSERTION),
                summary.value("exposures", AssetSummaryJson::exposures),
                openAlerts(summary),
                summary.map("attributes", JsonReader::text)));
  }

  /** Writes a summary. Lists are written even if they are empty. */
  public static ObjectNode write(AssetSummary summary) {
    return new JsonWriter()
        .text("asset", summary.asset().urn())
        .text("kind", summary.asset().kind().name())
        .text("synthetic", summary.synthetic().name())
        .text("documentation", summary.documentation().name())
        .everyList("missing", summary.missing(), condition -> JsonWriter.text(condition.text()))
        .everyList("producedBy", summary.producedBy(), AssetSummaryJson::write)
        .whole("records", summary.records())
        .whole("bytes", summary.bytes())
        .text("sha256", summary.sha256())
        .everyList("composition", summary.composition(), PartsJson::write)
        .everyList("agents", summary.agents(), PartsJson::write)
        .everyList("decisions", summary.decisions(), PartsJson::write)
        .value("ingest", summary.ingest(), PartsJson::write)
        .text("inputsComplete", summary.inputsComplete().name())
        .value("exposures", write(summary.exposures()))
        .whole("openAlerts", OptionalLong.of(summary.openAlerts()))
        .map("attributes", summary.attributes(), JsonWriter::text)
        .object();
  }

  private static int openAlerts(JsonReader summary) {
    long openAlerts = summary.whole("openAlerts").orElse(0);
    if (openAlerts > Integer.MAX_VALUE) {
      throw new InvalidException("openAlerts", "is too large");
    }
    return (int) openAlerts;
  }

  private static Production production(JsonNode node) {
    return JsonReader.lenient(
        node,
        production ->
            new Production(
                production.eventId("eventId"),
                production.symbol("type", EventType.class),
                production.instant("eventTime"),
                production.value("job", PartsJson::job),
                production.text("run"),
                production.text("producer")));
  }

  private static ObjectNode write(Production production) {
    return new JsonWriter()
        .text("eventId", production.eventId().toString())
        .text("type", production.type().name())
        .instant("eventTime", Optional.of(production.eventTime()))
        .value("job", PartsJson.write(production.job()))
        .text("run", production.run())
        .text("producer", production.producer())
        .object();
  }

  private static ExposureCounts exposures(JsonNode node) {
    return JsonReader.lenient(
        node,
        counts ->
            new ExposureCounts(
                counts.whole("synthetic").orElse(0),
                counts.whole("undocumented").orElse(0),
                counts.whole("unknown").orElse(0),
                counts.whole("incomplete").orElse(0)));
  }

  private static ObjectNode write(ExposureCounts counts) {
    return new JsonWriter()
        .whole("synthetic", OptionalLong.of(counts.synthetic()))
        .whole("undocumented", OptionalLong.of(counts.undocumented()))
        .whole("unknown", OptionalLong.of(counts.unknown()))
        .whole("incomplete", OptionalLong.of(counts.incomplete()))
        .object();
  }
}
