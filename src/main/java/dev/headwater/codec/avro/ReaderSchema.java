package dev.headwater.codec.avro;

import dev.headwater.model.InvalidException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
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
 * The schema with which this version reads records of one type. Safe for use by several threads.
 *
 * <p>A record that was written with the same schema is decoded directly. A record that was written
 * with another schema is first converted by Avro to this one. That is slower, but happens only for
 * records of programs with another version of the schema.
 */
final class ReaderSchema {
  private static final int MAX_WRITERS = 100;

  private final Schema schema;

  /** Keyed by identity, because comparing schemas takes longer than reading a record. */
  private final ThreadLocal<Map<Schema, Optional<Resolving>>> writers =
      ThreadLocal.withInitial(IdentityHashMap::new);

  ReaderSchema(Schema schema) {
    this.schema = schema;
  }

  Schema schema() {
    return schema;
  }

  /**
   * Decodes one record.
   *
   * @param read receives the record in the layout of this schema and must read all of it
   * @throws CorruptException when the bytes are not exactly one record of the writer's schema, or
   *     that schema does not resolve to this one
   * @throws InvalidException when the record breaks a rule of the model
   */
  <T> T decode(
      byte[] bytes, int offset, int length, Schema writtenWith, Function<AvroInput, T> read) {
    try {
      Optional<Resolving> resolving =
          writtenWith == schema ? Optional.empty() : resolving(writtenWith);
      if (resolving.isEmpty()) {
        return whole(new AvroInput(bytes, offset, length), read);
      }
      byte[] resolved = resolving.get().resolve(bytes, offset, length);
      return whole(new AvroInput(resolved, 0, resolved.length), read);
    } catch (CorruptException e) {
      throw new CorruptException("not a " + schema.getName() + " in Avro: " + e.getMessage(), e);
    }
  }

  private static <T> T whole(AvroInput in, Function<AvroInput, T> read) {
    T value = read.apply(in);
    if (in.left() > 0) {
      throw new CorruptException(in.left() + " bytes are left over");
    }
    return value;
  }

  /** Returns how to convert records of that schema; empty if it has the same layout as this one. */
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
   * Parses a writer's schema.
   *
   * @throws CorruptException when the text is not an Avro schema
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

  /** Converts records with Avro's own reader, for one writer's schema and one thread. */
  private static final class Resolving {
    private final GenericDatumReader<Object> reader;
    private final GenericDatumWriter<Object> writer;

    /**
     * @throws CorruptException if Avro refuses the schema
     */
    Resolving(Schema written, Schema wanted) {
      try {
        this.reader = new OnceKeyed(NamedBranches.of(written, wanted), wanted);
      } catch (AvroRuntimeException e) {
        throw new CorruptException(reason(e), e);
      }
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
        // Avro throws many kinds of exceptions for bad bytes, and documents no list of them.
        throw new CorruptException(reason(e), e);
      }
      if (decoder.bytesLeft() > 0) {
        throw new CorruptException(decoder.bytesLeft() + " bytes are left over");
      }
      return resolved.toByteArray();
    }
  }

  /**
   * A reader that rejects a map with a duplicate key. Avro's own reader keeps one of the values.
   */
  private static final class OnceKeyed extends GenericDatumReader<Object> {
    private static final GenericData CHECKED = new GenericData();

    static {
      // The fast reader would bypass this check, and the limit for nested values that are skipped.
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
