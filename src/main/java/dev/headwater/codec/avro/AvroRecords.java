package dev.headwater.codec.avro;

import dev.headwater.model.InvalidException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Encodes and decodes values of one type as bare Avro binary of its schema. Safe for several
 * threads.
 */
final class AvroRecords<T> {
  private final ReaderSchema schema;
  private final Function<AvroInput, T> read;
  private final BiConsumer<AvroOutput, T> write;
  private final ThreadLocal<AvroOutput> buffers = ThreadLocal.withInitial(AvroOutput::new);

  AvroRecords(String name, Function<AvroInput, T> read, BiConsumer<AvroOutput, T> write) {
    this.schema = new ReaderSchema(AvroSchemas.named(name));
    this.read = read;
    this.write = write;
  }

  Schema schema() {
    return schema.schema();
  }

  /** Encodes a value, with the other bytes before it. */
  byte[] encode(byte[] before, T value) {
    AvroOutput out = buffers.get().clear().raw(before);
    write.accept(out, value);
    return out.toBytes();
  }

  /**
   * Decodes a value.
   *
   * @throws CorruptException when the bytes are not exactly one record of the writer's schema, or
   *     that schema does not resolve to the current one
   * @throws InvalidException when the record breaks a rule of the model
   */
  T decode(byte[] bytes, int offset, int length, Schema writtenWith) {
    return schema.decode(bytes, offset, length, writtenWith, read);
  }
}
