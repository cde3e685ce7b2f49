package dev.headwater.codec.avro;

import dev.headwater.model.InvalidException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Values of one type, to and from bare Avro binary of its schema. Safe for use by several threads.
 *
 * <p>What the current schema has written is read straight into the value. What another schema has
 * is resolved by Avro to the current one first: seldom, for producers of one version follow each
 * other.
 */
final class AvroRecords<T> {
  private static final int MAX_WRITERS = 100;

  /** A buffer that had to grow beyond this is given up. */
  private static final int KEPT_BYTES = 256 * 1024;

  private final Schema schema;
  private final Function<AvroInput, T> read;
  private final BiConsumer<AvroOutput, T> write;
  private final ThreadLocal<AvroOutput> buffers = ThreadLocal.withInitial(AvroOutput::new);

  /** By identity, because to compare schemas takes longer than to read a record. */
  private final ThreadLocal<Map<Schema, Optional<Resolving>>> writers =
      ThreadLocal.withInitial(IdentityHashMap::new);

  AvroRecords(String name, Function<AvroInput, T> read, BiConsumer<AvroOutput, T> write) {
    this.schema = AvroSchemas.named(name);
    this.read = read;
    this.write = write;
  }

  Schema schema() {
    return schema;
  }

  byte[] encode(T value) {
    AvroOutput out = buffers.get();
    out.clear();
    write.accept(out, value);
    if (out.capacity() > KEPT_BYTES) {
      buffers.remove();
    }
    return out.toBytes();
  }

  /**
   * @throws CorruptException when the bytes are not exactly one record of the writer's schema, or
   *     that does not resolve to the current one
   * @throws InvalidException when the record breaks a rule of the model
   */
  T decode(byte[] bytes, int offset, int length, Schema writtenWith) {
    try {
      Optional<Resolving> resolving =
          writtenWith == schema ? Optional.empty() : resolving(writtenWith);
      if (resolving.isEmpty()) {
        return decode(new AvroInput(bytes, offset, length));
      }
      byte[] resolved = resolving.get().resolve(bytes, offset, length);
      return decode(new AvroInput(resolved, 0, resolved.length));
    } catch (CorruptException e) {
      throw new CorruptException("not a " + schema.getName() + " in Avro: " + e.getMessage(), e);
    }
  }

  private T decode(AvroInput in) {
    T value = read.apply(in);
    if (in.left() > 0) {
      throw new CorruptException(in.left() + " bytes are left over");
    }
    return value;
  }

  /** How to read what that schema has written; empty if it is laid out as the current one. */
  private Optional<Resolving> resolving(Schema writtenWith) {
    Map<Schema, Optional<Resolving>> ofThread = writers.get();
    Optional<Resolving> known = ofThread.get(writtenWith);
    if (known != null) {
      return known;
    }
    if (ofThread.size() >= MAX_WRITERS) {
      ofThread.clear();
    }
    boolean same =
        SchemaNormalization.toParsingForm(writtenWith)
            .equals(SchemaNormalization.toParsingForm(schema));
    Optional<Resolving> found =
        same ? Optional.empty() : Optional.of(new Resolving(writtenWith, schema));
    ofThread.put(writtenWith, found);
    return found;
  }

  /**
   * @throws CorruptException when the text is no Avro schema
   */
  static Schema parse(String json) {
    try {
      return new Schema.Parser().parse(json);
    } catch (SchemaParseException e) {
      throw new CorruptException("the writer's schema is not an Avro schema: " + reason(e), e);
    } catch (RuntimeException e) {
      throw new CorruptException("the writer's schema cannot be read: " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Avro's own reader, for one writer's schema and one thread. */
  private static final class Resolving {
    private final GenericDatumReader<Object> reader;
    private final GenericDatumWriter<Object> writer;

    Resolving(Schema written, Schema wanted) {
      this.reader = new OnceKeyed(written, wanted);
      this.writer = new GenericDatumWriter<>(wanted);
    }

    byte[] resolve(byte[] bytes, int offset, int length) {
      StrictDecoder decoder = new StrictDecoder(bytes, offset, length);
      ByteArrayOutputStream resolved = new ByteArrayOutputStream(length);
      try {
        Object datum = reader.read(null, decoder);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(resolved, null);
        writer.write(datum, encoder);
      } catch (IOException | RuntimeException e) {
        // Avro throws whatever its code runs into: there is no list of exceptions for bad bytes.
        throw new CorruptException(reason(e), e);
      }
      if (decoder.bytesLeft() > 0) {
        throw new CorruptException(decoder.bytesLeft() + " bytes are left over");
      }
      return resolved.toByteArray();
    }
  }

  /** Refuses a map that names a key twice, where Avro's own keeps one of the values. */
  private static final class OnceKeyed extends GenericDatumReader<Object> {
    private static final GenericData CHECKED = new GenericData();

    static {
      // It would go around the check, and around the limit of nested values that are skipped.
      CHECKED.setFastReaderEnabled(false);
    }

    OnceKeyed(Schema written, Schema wanted) {
      super(written, wanted, CHECKED);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void addToMap(Object map, Object key, Object value) {
      if (((Map<Object, Object>) map).putIfAbsent(key, value) != null) {
        throw new AvroRuntimeException("a map names a key twice: " + key);
      }
    }
  }
}
