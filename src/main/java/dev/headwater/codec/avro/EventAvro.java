package dev.headwater.codec.avro;

import static dev.headwater.codec.avro.AvroValues.symbol;
import static dev.headwater.codec.avro.AvroValues.value;

import dev.headwater.codec.Places;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/** Lineage events as bare Avro binary, without the header that {@code codec.wire} adds. */
public final class EventAvro {
  private static final AvroRecords<dev.headwater.avro.LineageEvent> RECORDS =
      new AvroRecords<>(dev.headwater.avro.LineageEvent.getClassSchema());

  private EventAvro() {}

  /** The schema that {@link #encode} writes. */
  public static Schema schema() {
    return RECORDS.schema();
  }

  /** The same as JSON, to be registered. */
  public static String schemaJson() {
    return RECORDS.schemaJson();
  }

  public static byte[] encode(LineageEvent event) {
    return RECORDS.encode(toAvro(event));
  }

  /** Reads what {@link #encode} of this version wrote; errors as below. */
  public static LineageEvent decode(byte[] bytes) {
    return decode(bytes, RECORDS.schema());
  }

  /**
   * @param writer the schema that the bytes were written with
   * @throws CorruptException when the bytes are not a record of that schema
   * @throws InvalidException when the record breaks a rule of the model
   */
  public static LineageEvent decode(byte[] bytes, Schema writer) {
    return decode(bytes, 0, bytes.length, writer);
  }

  /** As above, of a part of an array. */
  public static LineageEvent decode(byte[] bytes, int offset, int length, Schema writer) {
    return toModel(RECORDS.decode(bytes, offset, length, writer));
  }

  /**
   * Reads a writer's schema.
   *
   * @throws CorruptException when it is none
   */
  public static Schema parseSchema(String json) {
    return AvroRecords.parse(json);
  }

  private static dev.headwater.avro.LineageEvent toAvro(LineageEvent event) {
    return new dev.headwater.avro.LineageEvent(
        event.eventId().toString(),
        event.eventTime(),
        symbol(dev.headwater.avro.EventType.class, event.type()),
        event.producer(),
        AvroParts.toAvro(event.job()),
        event.run(),
        AvroParts.inputs(event.inputs()),
        AvroParts.outputs(event.outputs()),
        symbol(dev.headwater.avro.Completeness.class, event.inputsComplete()),
        AvroParts.agents(event.agents()),
        AvroParts.decisions(event.decisions()),
        event.ingest().map(AvroParts::toAvro).orElse(null),
        event.clean().map(AvroPayloads::toAvro).orElse(null),
        event.transform().map(AvroPayloads::toAvro).orElse(null),
        event.synthesize().map(AvroSynthesis::toAvro).orElse(null),
        event.train().map(AvroPayloads::toAvro).orElse(null),
        event.document().map(AvroPayloads::toAvro).orElse(null),
        event.retract().map(AvroPayloads::toAvro).orElse(null));
  }

  private static LineageEvent toModel(dev.headwater.avro.LineageEvent event) {
    return new LineageEvent(
        AvroValues.eventId("eventId", event.getEventId()),
        event.getEventTime(),
        value(EventType.class, "type", event.getType()),
        event.getProducer(),
        Places.in("job", () -> AvroParts.toModel(event.getJob())),
        event.getRun(),
        Places.each("inputs", event.getInputs(), AvroParts::toModel),
        Places.each("outputs", event.getOutputs(), AvroParts::toModel),
        value(Completeness.class, "inputsComplete", event.getInputsComplete()),
        AvroParts.agentsOf(event.getAgents()),
        AvroParts.decisionsOf(event.getDecisions()),
        payload("ingest", event.getIngest(), AvroParts::toModel),
        payload("clean", event.getClean(), AvroPayloads::toModel),
        payload("transform", event.getTransform(), AvroPayloads::toModel),
        payload("synthesize", event.getSynthesize(), AvroSynthesis::toModel),
        payload("train", event.getTrain(), AvroPayloads::toModel),
        payload("document", event.getDocument(), AvroPayloads::toModel),
        payload("retract", event.getRetract(), AvroPayloads::toModel));
  }

  private static <A, M> Optional<M> payload(String place, A payload, Function<A, M> toModel) {
    return payload == null
        ? Optional.empty()
        : Optional.of(Places.in(place, () -> toModel.apply(payload)));
  }
}
