package dev.headwater.codec.avro;

import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import org.apache.avro.Schema;

/**
 * Encodes and decodes lineage events as bare Avro binary, without the header that {@code
 * codec.wire} adds.
 */
public final class EventAvro {
  private static final AvroRecords<LineageEvent> RECORDS =
      new AvroRecords<>("LineageEvent", EventAvro::read, EventAvro::write);
  private static final String SCHEMA_JSON = RECORDS.schema().toString();

  private static final Symbols<EventType> TYPES = AvroSchemas.symbols(EventType.class);
  private static final Symbols<Completeness> COMPLETENESS = AvroSchemas.symbols(Completeness.class);

  private EventAvro() {}

  /** Returns the schema that {@link #encode} writes. */
  public static Schema schema() {
    return RECORDS.schema();
  }

  /** Returns the same schema as JSON, for registration. */
  public static String schemaJson() {
    return SCHEMA_JSON;
  }

  public static byte[] encode(LineageEvent event) {
    return encode(new byte[0], event);
  }

  /** Encodes an event, with the other bytes before it. */
  public static byte[] encode(byte[] before, LineageEvent event) {
    return RECORDS.encode(before, event);
  }

  /**
   * Decodes bytes that {@link #encode} of this version wrote. Errors as in {@link #decode(byte[],
   * Schema)}.
   */
  public static LineageEvent decode(byte[] bytes) {
    return decode(bytes, RECORDS.schema());
  }

  /**
   * Decodes an event.
   *
   * @param writer the schema that the bytes were written with
   * @throws CorruptException when the bytes are not a record of that schema
   * @throws InvalidException when the record breaks a rule of the model
   */
  public static LineageEvent decode(byte[] bytes, Schema writer) {
    return decode(bytes, 0, bytes.length, writer);
  }

  /** Like {@link #decode(byte[], Schema)}, for a part of an array. */
  public static LineageEvent decode(byte[] bytes, int offset, int length, Schema writer) {
    return RECORDS.decode(bytes, offset, length, writer);
  }

  /**
   * Parses a writer's schema.
   *
   * @throws CorruptException when it is not an Avro schema
   */
  public static Schema parseSchema(String json) {
    return ReaderSchema.parse(json);
  }

  private static void write(AvroOutput out, LineageEvent event) {
    out.text(event.eventId().toString())
        .instant(event.eventTime())
        .symbol(TYPES, event.type())
        .text(event.producer());
    AvroParts.write(out, event.job());
    out.text(event.run())
        .list(event.inputs(), AvroParts::write)
        .list(event.outputs(), AvroParts::write)
        .symbol(COMPLETENESS, event.inputsComplete())
        .list(event.agents(), AvroParts::write)
        .list(event.decisions(), AvroParts::write)
        .optional(event.ingest(), AvroParts::write)
        .optional(event.clean(), AvroPayloads::write)
        .optional(event.transform(), AvroPayloads::write)
        .optional(event.synthesize(), AvroSynthesis::write)
        .optional(event.train(), AvroPayloads::write)
        .optional(event.document(), AvroPayloads::write)
        .optional(event.retract(), AvroPayloads::write);
  }

  private static LineageEvent read(AvroInput in) {
    return new LineageEvent(
        in.eventId("eventId"),
        in.instant(),
        in.symbol("type", TYPES),
        in.text(),
        in.in("job", AvroParts::job),
        in.text(),
        in.list("inputs", AvroParts::input),
        in.list("outputs", AvroParts::output),
        in.symbol("inputsComplete", COMPLETENESS),
        in.list("agents", AvroParts::agent),
        in.list("decisions", AvroParts::decision),
        in.optional("ingest", AvroParts::ingest),
        in.optional("clean", AvroPayloads::clean),
        in.optional("transform", AvroPayloads::transform),
        in.optional("synthesize", AvroSynthesis::synthesize),
        in.optional("train", AvroPayloads::train),
        in.optional("document", AvroPayloads::document),
        in.optional("retract", AvroPayloads::retract));
  }
}
