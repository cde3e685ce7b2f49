package dev.headwater.codec.avro;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Condition;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Party;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import org.apache.avro.Schema;

/** Alerts as bare Avro binary. */
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

  /** The schema that {@link #encode} writes. */
  public static Schema schema() {
    return RECORDS.schema();
  }

  /** The same as JSON, to be registered. */
  public static String schemaJson() {
    return SCHEMA_JSON;
  }

  public static byte[] encode(Alert alert) {
    return encode(new byte[0], alert);
  }

  /** As above, after other bytes. */
  public static byte[] encode(byte[] before, Alert alert) {
    return RECORDS.encode(before, alert);
  }

  /** Reads what {@link #encode} of this version wrote; errors as below. */
  public static Alert decode(byte[] bytes) {
    return decode(bytes, RECORDS.schema());
  }

  /**
   * @param writer the schema that the bytes were written with
   * @throws CorruptException when the bytes are not a record of that schema
   * @throws InvalidException when the record breaks a rule of the model
   */
  public static Alert decode(byte[] bytes, Schema writer) {
    return decode(bytes, 0, bytes.length, writer);
  }

  /** As above, of a part of an array. */
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
        .optional(alert.resolution(), (to, resolution) -> to.symbol(RESOLUTIONS, resolution));
  }

  private static Alert read(AvroInput in) {
    return new Alert(
        in.text(),
        in.symbol("rule", RULES),
        in.symbol("severity", SEVERITIES),
        in.symbol("status", STATUSES),
        in.in("subject", AlertAvro::party),
        in.in("origin", AlertAvro::party),
        in.list("missing", from -> from.symbol("", CONDITIONS)),
        in.texts(),
        in.list("path", from -> from.asset("")),
        in.instant(),
        in.optional("resolvedAt", AvroInput::instant),
        in.optional("resolution", from -> from.symbol("", RESOLUTIONS)));
  }

  private static Party party(AvroInput in) {
    return Party.parse(in.text());
  }
}
