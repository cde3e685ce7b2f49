package dev.headwater.codec.avro;

import static dev.headwater.codec.avro.AvroValues.nullable;
import static dev.headwater.codec.avro.AvroValues.optional;
import static dev.headwater.codec.avro.AvroValues.sorted;
import static dev.headwater.codec.avro.AvroValues.symbol;
import static dev.headwater.codec.avro.AvroValues.value;

import dev.headwater.codec.Places;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Production;
import dev.headwater.model.Synthetic;
import java.util.Optional;
import org.apache.avro.Schema;

/** Asset summaries as bare Avro binary. */
public final class AssetSummaryAvro {
  private static final AvroRecords<dev.headwater.avro.AssetSummary> RECORDS =
      new AvroRecords<>(dev.headwater.avro.AssetSummary.getClassSchema());

  private AssetSummaryAvro() {}

  /** The schema that {@link #encode} writes. */
  public static Schema schema() {
    return RECORDS.schema();
  }

  /** The same as JSON, to be registered. */
  public static String schemaJson() {
    return RECORDS.schemaJson();
  }

  public static byte[] encode(AssetSummary summary) {
    return RECORDS.encode(toAvro(summary));
  }

  /** Reads what {@link #encode} of this version wrote; errors as below. */
  public static AssetSummary decode(byte[] bytes) {
    return decode(bytes, RECORDS.schema());
  }

  /**
   * @param writer the schema that the bytes were written with
   * @throws CorruptException when the bytes are not a record of that schema
   * @throws InvalidException when the record breaks a rule of the model
   */
  public static AssetSummary decode(byte[] bytes, Schema writer) {
    return toModel(RECORDS.decode(bytes, 0, bytes.length, writer));
  }

  private static dev.headwater.avro.AssetSummary toAvro(AssetSummary summary) {
    return new dev.headwater.avro.AssetSummary(
        summary.asset().urn(),
        symbol(dev.headwater.avro.Synthetic.class, summary.synthetic()),
        symbol(dev.headwater.avro.Documentation.class, summary.documentation()),
        AvroValues.conditions(summary.missing()),
        summary.producedBy().stream().map(AssetSummaryAvro::toAvro).toList(),
        nullable(summary.records()),
        nullable(summary.bytes()),
        summary.sha256(),
        AvroParts.compositions(summary.composition()),
        AvroParts.agents(summary.agents()),
        AvroParts.decisions(summary.decisions()),
        summary.ingest().map(AvroParts::toAvro).orElse(null),
        symbol(dev.headwater.avro.Completeness.class, summary.inputsComplete()),
        toAvro(summary.exposures()),
        summary.openAlerts(),
        summary.attributes());
  }

  private static AssetSummary toModel(dev.headwater.avro.AssetSummary summary) {
    return new AssetSummary(
        AvroValues.asset("asset", summary.getAsset()),
        value(Synthetic.class, "synthetic", summary.getSynthetic()),
        value(Documentation.class, "documentation", summary.getDocumentation()),
        AvroValues.conditions("missing", summary.getMissing()),
        Places.each("producedBy", summary.getProducedBy(), AssetSummaryAvro::toModel),
        optional(summary.getRecords()),
        optional(summary.getBytes()),
        summary.getSha256(),
        AvroParts.compositionsOf(summary.getComposition()),
        AvroParts.agentsOf(summary.getAgents()),
        AvroParts.decisionsOf(summary.getDecisions()),
        Places.in("ingest", () -> Optional.ofNullable(summary.getIngest()).map(AvroParts::toModel)),
        value(Completeness.class, "inputsComplete", summary.getInputsComplete()),
        Places.in("exposures", () -> toModel(summary.getExposures())),
        summary.getOpenAlerts(),
        sorted(summary.getAttributes()));
  }

  private static dev.headwater.avro.Production toAvro(Production production) {
    return new dev.headwater.avro.Production(
        production.eventId().toString(),
        symbol(dev.headwater.avro.EventType.class, production.type()),
        production.eventTime(),
        AvroParts.toAvro(production.job()),
        production.run(),
        production.producer());
  }

  private static Production toModel(dev.headwater.avro.Production production) {
    return new Production(
        AvroValues.eventId("eventId", production.getEventId()),
        value(EventType.class, "type", production.getType()),
        production.getEventTime(),
        Places.in("job", () -> AvroParts.toModel(production.getJob())),
        production.getRun(),
        production.getProducer());
  }

  private static dev.headwater.avro.ExposureCounts toAvro(ExposureCounts counts) {
    return new dev.headwater.avro.ExposureCounts(
        counts.synthetic(), counts.undocumented(), counts.unknown(), counts.incomplete());
  }

  private static ExposureCounts toModel(dev.headwater.avro.ExposureCounts counts) {
    return new ExposureCounts(
        counts.getSynthetic(),
        counts.getUndocumented(),
        counts.getUnknown(),
        counts.getIncomplete());
  }
}
