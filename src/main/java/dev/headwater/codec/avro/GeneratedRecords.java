package dev.headwater.codec.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of one generated class, to and from bare Avro binary. Safe for use by several threads:
 * each has readers and a buffer of its own, because Avro finds what it has resolved quickly only
 * for the thread that made the reader.
 */
final class GeneratedRecords<A extends SpecificRecord> {
  private static final int INITIAL_BYTES = 1024;
  private static final int MAX_READERS = 100;

  /** A buffer that had to grow beyond this is given up. */
  private static final int KEPT_BYTES = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Schema schema;
  private final String schemaJson;
  private final SpecificDatumWriter<A> writer;
  private final ThreadLocal<Map<Schema, Reader<A>>> readers =
      ThreadLocal.withInitial(IdentityHashMap::new);
  private final ThreadLocal<Buffer> buffers = ThreadLocal.withInitial(Buffer::new);

  private static final class Buffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
  }

  GeneratedRecords(Schema schema) {
    this.schema = schema;
    this.schemaJson = withoutJavaTypes(schema);
    this.writer = new SpecificDatumWriter<>(schema, GeneratedClasses.INSTANCE);
  }

  Schema schema() {
    return schema;
  }

  /** The schema for others to read: without the marks that the code generator leaves for Java. */
  String schemaJson() {
    return schemaJson;
  }

  byte[] encode(A datum) {
    Buffer buffer = buffers.get();
    boolean whole = false;
    try {
      writer.write(datum, buffer.encoder);
      buffer.encoder.flush();
      byte[] bytes = buffer.bytes.toByteArray();
      whole = bytes.length <= KEPT_BYTES;
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    } finally {
      if (whole) {
        buffer.bytes.reset();
      } else {
        buffers.remove();
      }
    }
  }

  /**
   * @throws CorruptException when the bytes are not exactly one record of the writer's schema, or
   *     that does not resolve to the current one
   */
  A decode(byte[] bytes, int offset, int length, Schema writtenWith) {
    StrictDecoder decoder = new StrictDecoder(bytes, offset, length);
    A datum;
    try {
      datum = reader(writtenWith).read(null, decoder);
    } catch (IOException | RuntimeException e) {
      // Avro throws whatever its code runs into: there is no list of exceptions for bad bytes.
      throw new CorruptException("not a " + schema.getName() + " in Avro: " + reason(e), e);
    }
    if (decoder.bytesLeft() > 0) {
      throw new CorruptException(
          "not a "
              + schema.getName()
              + " in Avro: "
              + decoder.bytesLeft()
              + " bytes are left over");
    }
    return datum;
  }

  /** Schemas are told apart by identity: to compare them takes longer than to read a record. */
  private Reader<A> reader(Schema writtenWith) {
    Map<Schema, Reader<A>> ofThread = readers.get();
    Reader<A> known = ofThread.get(writtenWith);
    if (known != null) {
      return known;
    }
    if (ofThread.size() >= MAX_READERS) {
      ofThread.clear();
    }
    Reader<A> reader = new Reader<>(writtenWith, schema);
    ofThread.put(writtenWith, reader);
    return reader;
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String withoutJavaTypes(Schema schema) {
    try {
      return JSON.writeValueAsString(withoutJavaTypes(JSON.readTree(schema.toString())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's own text is JSON", e);
    }
  }

  private static JsonNode withoutJavaTypes(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("avro.java.string");
    }
    node.forEach(GeneratedRecords::withoutJavaTypes);
    return node;
  }

  /** Refuses a map that names a key twice, where Avro's own keeps one of the values. */
  private static final class Reader<A> extends SpecificDatumReader<A> {
    Reader(Schema writer, Schema reader) {
      super(writer, reader, GeneratedClasses.INSTANCE);
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
