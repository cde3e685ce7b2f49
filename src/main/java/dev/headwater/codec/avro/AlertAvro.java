package dev.headwater.codec.avro;

import static dev.headwater.codec.avro.AvroValues.symbol;
import static dev.headwater.codec.avro.AvroValues.value;

import dev.headwater.codec.Places;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Party;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.Optional;
import org.apache.avro.Schema;

/** Alerts as bare Avro binary. */
public final class AlertAvro {
  private static final GeneratedRecords<dev.headwater.avro.Alert> RECORDS =
      new GeneratedRecords<>(dev.headwater.avro.Alert.getClassSchema());

  private AlertAvro() {}

  /** The schema that {@link #encode} writes. */
  public static Schema schema() {
    return RECORDS.schema();
  }

  /** The same as JSON, to be registered. */
  public static String schemaJson() {
    return RECORDS.schemaJson();
  }

  public static byte[] encode(Alert alert) {
    return RECORDS.encode(toAvro(alert));
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
    return toModel(RECORDS.decode(bytes, 0, bytes.length, writer));
  }

  private static dev.headwater.avro.Alert toAvro(Alert alert) {
    return new dev.headwater.avro.Alert(
        alert.id(),
        symbol(dev.headwater.avro.RuleName.class, alert.rule()),
        symbol(dev.headwater.avro.Severity.class, alert.severity()),
        symbol(dev.headwater.avro.AlertStatus.class, alert.status()),
        alert.subject().urn(),
        alert.origin().urn(),
        AvroValues.conditions(alert.missing()),
        alert.missingEvents(),
        alert.path().stream().map(Asset::urn).toList(),
        alert.openedAt(),
        alert.resolvedAt().orElse(null),
        alert
            .resolution()
            .map(resolution -> symbol(dev.headwater.avro.Resolution.class, resolution))
            .orElse(null));
  }

  private static Alert toModel(dev.headwater.avro.Alert alert) {
    return new Alert(
        alert.getId(),
        value(RuleName.class, "rule", alert.getRule()),
        value(Severity.class, "severity", alert.getSeverity()),
        value(AlertStatus.class, "status", alert.getStatus()),
        Places.in("subject", () -> Party.parse(alert.getSubject())),
        Places.in("origin", () -> Party.parse(alert.getOrigin())),
        AvroValues.conditions("missing", alert.getMissing()),
        alert.getMissingEvents(),
        Places.each("path", alert.getPath(), Asset::parse),
        alert.getOpenedAt(),
        Optional.ofNullable(alert.getResolvedAt()),
        Optional.ofNullable(alert.getResolution())
            .map(resolution -> value(Resolution.class, "resolution", resolution)));
  }
}
