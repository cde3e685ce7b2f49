package dev.headwater.codec.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Reads and writes records with Avro's own generic code, which knows nothing but the schema. */
public final class Rewritten {
  private Rewritten() {}

  /** Reads a record to the last byte and writes it again, both with Avro. Maps keep their order. */
  public static byte[] byAvro(byte[] bytes, Schema schema) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(read(bytes, schema), encoder);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns each text, number, symbol and flag of a record, by its path of field names, such as
   * {@code .inputs[0].asset}.
   */
  public static Map<String, String> leaves(byte[] bytes, Schema schema) {
    Map<String, String> leaves = new TreeMap<>();
    put(leaves, "", read(bytes, schema));
    return leaves;
  }

  private static void put(Map<String, String> leaves, String place, Object datum) {
    if (datum instanceof GenericRecord record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        Object value = record.get(field.pos());
        boolean isTime = field.schema().toString().contains("timestamp-micros");
        put(leaves, place + "." + field.name(), isTime ? instant(value) : value);
      }
    } else if (datum instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        put(leaves, place + "[" + i + "]", items.get(i));
      }
    } else if (datum instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> put(leaves, place + "." + key, value));
    } else if (datum instanceof Number number) {
      leaves.put(place, new BigDecimal(number.toString()).stripTrailingZeros().toString());
    } else if (datum != null) {
      leaves.put(place, datum.toString());
    }
  }

  private static Object instant(Object micros) {
    return micros instanceof Long known ? Instant.EPOCH.plus(known, ChronoUnit.MICROS) : micros;
  }

  private static Object read(byte[] bytes, Schema schema) {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    GenericData slow = new GenericData();
    slow.setFastReaderEnabled(false);
    GenericDatumReader<Object> reader =
        new GenericDatumReader<>(schema, schema, slow) {
          @Override
          protected Object newMap(Object old, int size) {
            return new LinkedHashMap<>();
          }
        };
    try {
      Object datum = reader.read(null, decoder);
      assertThat(decoder.isEnd()).isTrue();
      return datum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
