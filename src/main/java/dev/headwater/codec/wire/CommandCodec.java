package dev.headwater.codec.wire;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.avro.GraphCommandAvro;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;

/**
 * Encodes and decodes the commands of the graph topic. Thread-safe.
 *
 * <p>Only processors write to that topic, so a record that cannot be decoded is a defect.
 */
public final class CommandCodec {
  /** The approximate limit for the size of a record. A single larger command exceeds it. */
  private static final int RECORD_BYTES = 128 * 1024;

  private final SchemaRegistration registration;
  private final SchemaLookup lookup;
  private final String subject;
  private final GraphCommandAvro avro;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private volatile OptionalInt schemaId = OptionalInt.empty();

  /**
   * Creates a codec; sends no request to the registry yet.
   *
   * @param topic the graph topic; the subject is that of its values
   * @param encoder encodes events inside commands
   * @param decoder decodes them
   * @param alertEncoder encodes alerts inside commands
   * @param alertDecoder decodes them
   */
  public CommandCodec(
      SchemaRegistration registration,
      SchemaLookup lookup,
      String topic,
      EventEncoder encoder,
      EventDecoder decoder,
      AlertEncoder alertEncoder,
      AlertDecoder alertDecoder) {
    this.registration = registration;
    this.lookup = lookup;
    this.subject = topic + "-value";
    this.avro =
        new GraphCommandAvro(
            encoder::encode, decoder::decode, alertEncoder::encode, alertDecoder::decode);
  }

  /** Returns the subject of the topic's values. */
  public String subject() {
    return subject;
  }

  /**
   * Encodes commands to assets of one partition, in as few records as possible.
   *
   * @param sentMillis the current time, in epoch milliseconds
   * @param records receives the commands and the value of each record
   */
  public void encode(
      List<CommandEnvelope> commands,
      long sentMillis,
      BiConsumer<List<CommandEnvelope>, byte[]> records) {
    int id = schemaId();
    avro.encode(
        commands,
        sentMillis,
        RECORD_BYTES,
        (packed, pack) -> records.accept(packed, WireFormat.frame(id, pack)));
  }

  /**
   * Encodes a record without commands. It asks for nothing, and this version and older ones read
   * it.
   *
   * @param target any text; readers ignore it
   * @param sentMillis the current time, in epoch milliseconds
   */
  public byte[] encodeNothing(String target, long sentMillis) {
    return WireFormat.frame(schemaId(), avro.encodeNothing(target, sentMillis));
  }

  private int schemaId() {
    OptionalInt known = schemaId;
    if (known.isEmpty()) {
      // Several threads may get here at once. Registering is idempotent, so no lock is needed.
      known = OptionalInt.of(registration.register(subject, GraphCommandAvro.schemaJson()));
      schemaId = known;
    }
    return known.getAsInt();
  }

  /**
   * Decodes a value that {@link #encode} of this version or an older one wrote. Errors of the
   * registry are thrown unchanged.
   *
   * @param timestampMillis the record's timestamp, used as the time of the cause for a command that
   *     has none
   * @throws IllegalArgumentException when the commands cannot be read
   * @throws UndecodableException when the value has no header of the wire format
   */
  public CommandBatch decode(byte[] value, long timestampMillis) {
    int id = WireFormat.schemaId(value);
    Schema writer =
        schemas.computeIfAbsent(id, key -> EventAvro.parseSchema(lookup.schemaById(key)));
    return avro.decode(value, WireFormat.HEADER_BYTES, writer, timestampMillis);
  }
}
