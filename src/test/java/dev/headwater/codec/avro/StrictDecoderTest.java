package dev.headwater.codec.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/**
 * Shows that {@link StrictDecoder} accepts valid records of older writers, which Avro's own decoder
 * rejects, and refuses a block that claims more items than there are bytes.
 */
class StrictDecoderTest {
  private static final Schema OLD =
      new Schema.Parser()
          .parse(
              "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                  + "{\"name\":\"a\",\"type\":\"string\"}]}}");
  private static final Schema NEW =
      new Schema.Parser()
          .parse(
              "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                  + "{\"name\":\"a\",\"type\":\"string\"},"
                  + "{\"name\":\"b\",\"type\":\"double\",\"default\":0}]}}");

  private static List<GenericRecord> read(Decoder decoder) throws IOException {
    return new GenericDatumReader<List<GenericRecord>>(OLD, NEW).read(null, decoder);
  }

  @Test
  void itemsOfAnOlderWriter_mayBeSmallerThanTheReaders() throws IOException {
    GenericRecord item = new GenericData.Record(OLD.getElementType());
    item.put("a", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<List<GenericRecord>>(OLD).write(Collections.nCopies(100, item), encoder);
    encoder.flush();
    byte[] bytes = out.toByteArray();

    assertThat(read(new StrictDecoder(bytes, 0, bytes.length))).hasSize(100);
    // Why we need our own check: Avro's takes the size of an item from the reader's schema.
    assertThatThrownBy(() -> read(DecoderFactory.get().binaryDecoder(bytes, null)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void block_claimsNoMoreItemsThanThereAreBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    encoder.writeLong(Integer.MAX_VALUE - 8L);
    encoder.writeLong(0);
    encoder.flush();
    byte[] bytes = out.toByteArray();

    assertThatThrownBy(() -> new StrictDecoder(bytes, 0, bytes.length).readArrayStart())
        .isInstanceOf(EOFException.class)
        .hasMessage("a block claims 2147483639 items, and only 1 bytes are left");
    assertThatThrownBy(() -> new StrictDecoder(bytes, 0, bytes.length).readMapStart())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new StrictDecoder(bytes, 0, bytes.length).skipArray())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new StrictDecoder(bytes, 0, bytes.length).skipMap())
        .isInstanceOf(EOFException.class);
  }
}
