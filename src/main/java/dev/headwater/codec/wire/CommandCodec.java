package dev.headwater.codec.wire;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.avro.GraphCommandAvro;
import dev.headwater.model.command.Pack;
import dev.headwater.model.command.Sent;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;

/**
 * Writes and reads the commands of the graph topic. Thread-safe.
 *
 * <p>Only processors write that topic: what cannot be read there is a defect, and an {@link
 * IllegalArgumentException}.
 */
public final class CommandCodec {
  /** Of a record, about, unless a single command is larger. */
  private static final int RECORD_BYTES = 128 * 1024;

  private final SchemaRegistration registration;
  private final SchemaLookup lookup;
  private final String subject;
  private final GraphCommandAvro avro;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private volatile OptionalInt schemaId = OptionalInt.empty();

  /**
   * @param topic the graph topic; the subject is that of its values
   * @param encoder writes events inside commands
   * @param decoder reads them
   */
  public CommandCodec(
      SchemaRegistration registration,
      SchemaLookup lookup,
      String topic,
      EventEncoder encoder,
      EventDecoder decoder) {
    this.registration = registration;
    this.lookup = lookup;
    this.subject = topic + "-value";
    this.avro = new GraphCommandAvro(encoder::encode, decoder::decode);
  }

  /** The subject of the topic's values. */
  public String subject() {
    return subject;
  }

  /**
   * Writes commands to assets of one partition, in as few records as fit.
   *
   * @param sentMillis the time, in epoch milliseconds
   * @param records is given the key and the value of each
   */
  public void encode(List<Sent> commands, long sentMillis, BiConsumer<String, byte[]> records) {
    int id = schemaId();
    avro.encode(
        commands,
        sentMillis,
        RECORD_BYTES,
        (first, pack) -> records.accept(first.target().key(), WireFormat.frame(id, pack)));
  }

  private int schemaId() {
    OptionalInt known = schemaId;
    if (known.isEmpty()) {
      // Several threads may get here at once; registering is idempotent, so no lock is held.
      known = OptionalInt.of(registration.register(subject, GraphCommandAvro.schemaJson()));
      schemaId = known;
    }
    return known.getAsInt();
  }

  /**
   * Reads what {@link #encode}, of this version or an older one, wrote.
   *
   * @param timestampMillis of the record, the cause of a command that names none
   */
  public Pack decode(byte[] value, long timestampMillis) {
    int id = WireFormat.schemaId(value);
    Schema writer =
        schemas.computeIfAbsent(id, key -> EventAvro.parseSchema(lookup.schemaById(key)));
    return avro.decode(value, WireFormat.HEADER_BYTES, writer, timestampMillis);
  }
}
