package dev.headwater.codec.avro;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Party;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Encodes and decodes alerts as bare Avro binary. */
public final class AlertAvro {
  private static final AvroRecords<Alert> RECORDS =
      new AvroRecords<>("Alert", AlertAvro::read, AlertAvro::write);
  private static final String SCHEMA_JSON = RECORDS.schema().toString();

  private static final Symbols<RuleName> RULES = AvroSchemas.symbols(RuleName.class);
  private static final Symbols<Severity> SEVERITIES = AvroSchemas.symbols(Severity.class);
  private static final Symbols<AlertStatus> STATUSES = AvroSchemas.symbols(AlertStatus.class);
  private static final Symbols<Condition> CONDITIONS = AvroSchemas.symbols(Condition.class);
  private static final Symbols<Resolution> RESOLUTIONS = AvroSchemas.symbols(Resolution.class);

  private AlertAvro() {}

  /** Returns the schema that {@link #encode} writes. */
  public static Schema schema() {
    return RECORDS.schema();
  }

  /** Returns the same schema as JSON, for registration. */
  public static String schemaJson() {
    return SCHEMA_JSON;
  }

  public static byte[] encode(Alert alert) {
    return encode(new byte[0], alert);
  }

  /** Encodes an alert, with the other bytes before it. */
  public static byte[] encode(byte[] before, Alert alert) {
    return RECORDS.encode(before, alert);
  }

  /**
   * Decodes bytes that {@link #encode} of this version wrote. Errors as in {@link #decode(byte[],
   * Schema)}.
   */
  public static Alert decode(byte[] bytes) {
    return decode(bytes, RECORDS.schema());
  }

  /**
   * Decodes an alert.
   *
   * @param writer the schema that the bytes were written with
   * @throws CorruptException when the bytes are not a record of that schema
   * @throws InvalidException when the record breaks a rule of the model
   */
  public static Alert decode(byte[] bytes, Schema writer) {
    return decode(bytes, 0, bytes.length, writer);
  }

  /** Like {@link #decode(byte[], Schema)}, for a part of an array. */
  public static Alert decode(byte[] bytes, int offset, int length, Schema writer) {
    return RECORDS.decode(bytes, offset, length, writer);
  }

  private static void write(AvroOutput out, Alert alert) {
    out.text(alert.id())
        .symbol(RULES, alert.rule())
        .symbol(SEVERITIES, alert.severity())
        .symbol(STATUSES, alert.status())
        .text(alert.subject().urn())
        .text(alert.origin().urn())
        .list(alert.missing(), (to, condition) -> to.symbol(CONDITIONS, condition))
        .texts(alert.missingEvents())
        .list(alert.path(), AvroOutput::asset)
        .instant(alert.openedAt())
        .optional(alert.resolvedAt(), AvroOutput::instant)
        .optional(alert.resolution(), (to, resolution) -> to.symbol(RESOLUTIONS, resolution))
        .optional(Optional.of(alert.dimension()).filter(text -> !text.isEmpty()), AvroOutput::text)
        .list(alert.evidence(), AlertAvro::write)
        .number(alert.moreEvidence());
  }

  private static void write(AvroOutput out, AlertEvidence evidence) {
    out.text(evidence.category())
        .optional(evidence.value())
        .optional(evidence.low())
        .optional(evidence.high())
        .optional(evidence.threshold())
        .optional(evidence.before())
        .optional(evidence.after());
  }

  private static Alert read(AvroInput in) {
    String id = in.text();
    RuleName rule = in.symbol("rule", RULES);
    Severity severity = in.symbol("severity", SEVERITIES);
    AlertStatus status = in.symbol("status", STATUSES);
    Party subject = in.in("subject", AlertAvro::party);
    Party origin = in.in("origin", AlertAvro::party);
    List<Condition> missing = in.list("missing", from -> from.symbol("", CONDITIONS));
    List<String> missingEvents = in.texts();
    List<Asset> path = in.list("path", from -> from.asset(""));
    Instant openedAt = in.instant();
    Optional<Instant> resolvedAt = in.optional("resolvedAt", AvroInput::instant);
    Optional<Resolution> resolution =
        in.optional("resolution", from -> from.symbol("", RESOLUTIONS));
    return new Alert(
        id,
        rule,
        severity,
        status,
        subject,
        origin,
        missing,
        missingEvents,
        path,
        in.optional("dimension", AvroInput::text).orElse(""),
        in.list("evidence", AlertAvro::evidence),
        in.number(),
        openedAt,
        resolvedAt,
        resolution);
  }

  private static AlertEvidence evidence(AvroInput in) {
    return new AlertEvidence(
        in.text(),
        in.optionalReal(),
        in.optionalReal(),
        in.optionalReal(),
        in.optionalReal(),
        in.optionalReal(),
        in.optionalReal());
  }

  private static Party party(AvroInput in) {
    return Party.parse(in.text());
  }
}
