package dev.headwater.codec.avro;

import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;

/** Encodes and decodes exposures inside commands, field by field in the order of the schema. */
final class ExposureAvro {
  static final Symbols<OriginKind> KINDS =
      Symbols.of(OriginKind.class, AvroSchemas.named("OriginType"));

  private ExposureAvro() {}

  static void write(AvroOutput out, Origin origin) {
    out.asset(origin.asset()).symbol(KINDS, origin.kind());
  }

  static Origin origin(AvroInput in) {
    return new Origin(in.asset("origin"), in.symbol("origin", KINDS));
  }

  static void write(AvroOutput out, ExposureDelta delta) {
    write(out, delta.origin());
    out.number(delta.liveEpoch()).number(delta.suspectEpoch()).number(delta.revision());
    write(out, delta.status());
    out.number(delta.distance()).number(delta.directDistance());
  }

  static ExposureDelta delta(AvroInput in) {
    return new ExposureDelta(
        origin(in), in.number(), in.number(), in.number(), status(in), in.integer(), in.integer());
  }

  private static void write(AvroOutput out, OriginStatus status) {
    out.flag(status.present())
        .text(status.documentation().name())
        .list(status.missing(), (to, condition) -> to.text(condition.name()))
        .flag(status.documentedAtFirst())
        .list(status.turns(), ExposureAvro::write)
        .number(status.dueMillis())
        .optional(status.waivedUntil(), AvroOutput::instant)
        .optional(status.absence(), (to, absence) -> to.text(absence.name()))
        .list(status.generators(), AvroOutput::number);
  }

  private static OriginStatus status(AvroInput in) {
    return new OriginStatus(
        in.flag(),
        Documentation.valueOf(in.text()),
        in.list("missing", from -> Condition.valueOf(from.text())),
        in.flag(),
        in.list("turns", ExposureAvro::stamp),
        in.number(),
        in.optional("waivedUntil", AvroInput::instant),
        in.optional("absence", from -> Resolution.valueOf(from.text())),
        in.list("generators", AvroInput::number));
  }

  private static void write(AvroOutput out, Stamp stamp) {
    out.instant(stamp.eventTime()).text(stamp.eventId().toString());
  }

  private static Stamp stamp(AvroInput in) {
    return new Stamp(in.instant(), in.eventId("eventId"));
  }
}
