package dev.headwater.codec.avro;

import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Production;
import dev.headwater.model.Synthetic;
import org.apache.avro.Schema;

/** Encodes and decodes asset summaries as bare Avro binary. */
public final class AssetSummaryAvro {
  private static final AvroRecords<AssetSummary> RECORDS =
      new AvroRecords<>("AssetSummary", AssetSummaryAvro::read, AssetSummaryAvro::write);
  private static final String SCHEMA_JSON = RECORDS.schema().toString();

  private static final Symbols<Synthetic> SYNTHETIC = AvroSchemas.symbols(Synthetic.class);
  private static final Symbols<Documentation> DOCUMENTATION =
      AvroSchemas.symbols(Documentation.class);
  private static final Symbols<Condition> CONDITIONS = AvroSchemas.symbols(Condition.class);
  private static final Symbols<Completeness> COMPLETENESS = AvroSchemas.symbols(Completeness.class);
  private static final Symbols<EventType> TYPES = AvroSchemas.symbols(EventType.class);

  private AssetSummaryAvro() {}

  /** Returns the schema that {@link #encode} writes. */
  public static Schema schema() {
    return RECORDS.schema();
  }

  /** Returns the same schema as JSON, for registration. */
  public static String schemaJson() {
    return SCHEMA_JSON;
  }

  public static byte[] encode(AssetSummary summary) {
    return encode(new byte[0], summary);
  }

  /** Encodes a summary, with the other bytes before it. */
  public static byte[] encode(byte[] before, AssetSummary summary) {
    return RECORDS.encode(before, summary);
  }

  /**
   * Decodes bytes that {@link #encode} of this version wrote. Errors as in {@link #decode(byte[],
   * Schema)}.
   */
  public static AssetSummary decode(byte[] bytes) {
    return decode(bytes, RECORDS.schema());
  }

  /**
   * Decodes a summary.
   *
   * @param writer the schema that the bytes were written with
   * @throws CorruptException when the bytes are not a record of that schema
   * @throws InvalidException when the record breaks a rule of the model
   */
  public static AssetSummary decode(byte[] bytes, Schema writer) {
    return decode(bytes, 0, bytes.length, writer);
  }

  /** Like {@link #decode(byte[], Schema)}, for a part of an array. */
  public static AssetSummary decode(byte[] bytes, int offset, int length, Schema writer) {
    return RECORDS.decode(bytes, offset, length, writer);
  }

  private static void write(AvroOutput out, AssetSummary summary) {
    out.asset(summary.asset())
        .symbol(SYNTHETIC, summary.synthetic())
        .symbol(DOCUMENTATION, summary.documentation())
        .list(summary.missing(), (to, condition) -> to.symbol(CONDITIONS, condition))
        .list(summary.producedBy(), AssetSummaryAvro::write)
        .optional(summary.records())
        .optional(summary.bytes())
        .text(summary.sha256())
        .list(summary.composition(), AvroParts::write)
        .list(summary.agents(), AvroParts::write)
        .list(summary.decisions(), AvroParts::write)
        .optional(summary.ingest(), AvroParts::write)
        .symbol(COMPLETENESS, summary.inputsComplete());
    write(out, summary.exposures());
    out.number(summary.openAlerts()).map(summary.attributes(), AvroOutput::text);
  }

  private static AssetSummary read(AvroInput in) {
    return new AssetSummary(
        in.asset("asset"),
        in.symbol("synthetic", SYNTHETIC),
        in.symbol("documentation", DOCUMENTATION),
        in.list("missing", from -> from.symbol("", CONDITIONS)),
        in.list("producedBy", AssetSummaryAvro::production),
        in.optionalNumber(),
        in.optionalNumber(),
        in.text(),
        in.list("composition", AvroParts::composition),
        in.list("agents", AvroParts::agent),
        in.list("decisions", AvroParts::decision),
        in.optional("ingest", AvroParts::ingest),
        in.symbol("inputsComplete", COMPLETENESS),
        in.in("exposures", AssetSummaryAvro::counts),
        in.integer(),
        in.map(AvroInput::text));
  }

  private static void write(AvroOutput out, Production production) {
    out.text(production.eventId().toString())
        .symbol(TYPES, production.type())
        .instant(production.eventTime());
    AvroParts.write(out, production.job());
    out.text(production.run()).text(production.producer());
  }

  private static Production production(AvroInput in) {
    return new Production(
        in.eventId("eventId"),
        in.symbol("type", TYPES),
        in.instant(),
        in.in("job", AvroParts::job),
        in.text(),
        in.text());
  }

  private static void write(AvroOutput out, ExposureCounts counts) {
    out.number(counts.synthetic())
        .number(counts.undocumented())
        .number(counts.unknown())
        .number(counts.incomplete());
  }

  private static ExposureCounts counts(AvroInput in) {
    return new ExposureCounts(in.number(), in.number(), in.number(), in.number());
  }
}
