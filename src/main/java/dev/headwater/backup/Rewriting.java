package dev.headwater.backup;

import dev.headwater.quarantine.Renumbering;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Makes of a record of the backup the one that the new cluster gets: the same, with the new
 * registry's ids of schemas and the new offsets in references.
 */
final class Rewriting {
  /**
   * Takes the place of an id that the old registry did not know. No registry gives it, so the
   * record stays one that nobody can read, as it was. The old id could be another schema's now.
   */
  static final int NO_SCHEMA = 0;

  private final Map<Integer, Integer> schemaIds;
  private final Renumbering renumbering;

  /**
   * @param schemaIds the new id for each old one
   */
  Rewriting(Map<Integer, Integer> schemaIds, Renumbering renumbering) {
    this.schemaIds = Map.copyOf(schemaIds);
    this.renumbering = renumbering;
  }

  ConsumerRecord<byte[], byte[]> apply(Part part, ConsumerRecord<byte[], byte[]> record) {
    byte[] value = part.namesSchemas() ? withNewSchemaId(record.value()) : record.value();
    Headers headers =
        part == Part.OPENLINEAGE_STATE ? record.headers() : renumbering.apply(record.headers());
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        TimestampType.CREATE_TIME,
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        value,
        headers,
        Optional.empty());
  }

  private byte[] withNewSchemaId(byte[] value) {
    OptionalInt id = SchemaCollector.schemaId(value);
    if (id.isEmpty()) {
      return value;
    }
    byte[] rewritten = value.clone();
    ByteBuffer.wrap(rewritten).putInt(1, schemaIds.getOrDefault(id.getAsInt(), NO_SCHEMA));
    return rewritten;
  }
}
