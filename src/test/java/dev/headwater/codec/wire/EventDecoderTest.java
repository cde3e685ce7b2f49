package dev.headwater.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.Seeds;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.model.Alert;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Events;
import dev.headwater.model.LineageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/**
 * Shows that a value in Confluent's wire format is decoded to what was encoded, and that anything
 * else gives an {@link UndecodableException} with the reason, while an outage of the registry does
 * not. Uses values written by hand, and random and damaged bytes.
 */
class EventDecoderTest {
  private final Schemas schemas = new Schemas();
  private final EventEncoder encoder = new EventEncoder(schemas, "headwater.events");
  private final EventDecoder decoder = new EventDecoder(schemas);
  private final LineageEvent event = Events.event(new Random(7));

  @Test
  void encode_writesTheWireFormat() {
    byte[] value = encoder.encode(event);

    assertThat(Arrays.copyOf(value, 5)).containsExactly(0, 0, 0, 0, 1);
    assertThat(Arrays.copyOfRange(value, 5, value.length)).isEqualTo(EventAvro.encode(event));
    assertThat(schemas.subjects).containsExactly("headwater.events-value");
    assertThat(decoder.decode(value)).isEqualTo(event);
  }

  @Test
  void alertsAndSummaries_goTheSameWay() {
    Alert alert = Events.alert(new Random(1));
    AssetSummary summary = Events.summary(new Random(2));

    assertThat(new AlertDecoder(schemas).decode(new AlertEncoder(schemas, "a").encode(alert)))
        .isEqualTo(alert);
    assertThat(
            new AssetSummaryDecoder(schemas)
                .decode(new AssetSummaryEncoder(schemas, "s").encode(summary)))
        .isEqualTo(summary);
  }

  @Test
  void registry_isAskedOncePerSchema() {
    byte[] value = encoder.encode(event);
    encoder.encode(event);
    decoder.decode(value);
    decoder.decode(value);

    assertThat(schemas.asked).isEqualTo(2);
  }

  @Test
  void registryAway_isNotTheRecordsFault() {
    byte[] value = encoder.encode(event);
    schemas.away = true;

    assertThatThrownBy(() -> decoder.decode(value))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> new EventEncoder(schemas, "t").encode(event))
        .isInstanceOf(RegistryUnavailableException.class);
    schemas.away = false;
    assertThat(decoder.decode(value)).isEqualTo(event);
  }

  @Test
  void notTheWireFormat_isUndecodable() {
    assertUndecodable(null, "the record has no value");
    assertUndecodable(new byte[0], "not in Confluent's wire format: 0 bytes");
    assertUndecodable(new byte[4], "not in Confluent's wire format: 4 bytes");
    assertUndecodable(
        "{\"eventId\":1}".getBytes(StandardCharsets.UTF_8),
        "not in Confluent's wire format: begins with byte 0x7b instead of 0x00");
    assertUndecodable(WireFormat.frame(99, new byte[10]), "the registry has no schema of id 99");
    assertUndecodable(WireFormat.frame(-1, new byte[10]), "the registry has no schema of id -1");
  }

  @Test
  void anotherSchema_isUndecodable() {
    int text = schemas.register("x", "\"string\"");
    int broken = schemas.register("x", "{\"type\":\"nothing\"}");
    int other =
        schemas.register(
            "x",
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}");

    assertUndecodable(WireFormat.frame(text, new byte[] {2, 'a'}), "not a LineageEvent in Avro");
    assertUndecodable(WireFormat.frame(broken, new byte[] {2, 'a'}), "the writer's schema");
    assertUndecodable(WireFormat.frame(other, new byte[] {2}), "not a LineageEvent in Avro");
  }

  @Test
  void trailingBytes_areUndecodable() {
    byte[] value = encoder.encode(event);

    assertUndecodable(Arrays.copyOf(value, value.length + 3), "3 bytes are left over");
  }

  @Test
  void truncated_isUndecodableAtEveryLength() {
    byte[] value = encoder.encode(event);
    for (int length = 0; length < value.length; length++) {
      byte[] truncated = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> decoder.decode(truncated)).isInstanceOf(UndecodableException.class);
    }
  }

  @Test
  void brokenRule_isUndecodableAndSaysWhere() throws IOException {
    encoder.encode(event);

    assertUndecodable(
        WireFormat.frame(1, minimal("3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11", " ")),
        "job.name: is required and must not be blank");
    assertUndecodable(
        WireFormat.frame(1, minimal("1-1-1-1-1", "job")), "eventId: \"1-1-1-1-1\" is not a UUID");
  }

  /** Writes an INGEST without outputs field by field, as another program may do. */
  private static byte[] minimal(String eventId, String job) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    out.writeString(eventId);
    out.writeLong(0);
    out.writeEnum(0);
    out.writeString("producer");
    out.writeString("namespace");
    out.writeString(job);
    out.writeString("run");
    for (int i = 0; i < 2; i++) {
      out.writeArrayStart();
      out.writeArrayEnd();
    }
    out.writeEnum(2);
    for (int i = 0; i < 2; i++) {
      out.writeArrayStart();
      out.writeArrayEnd();
    }
    for (int i = 0; i < 7; i++) {
      out.writeIndex(0);
    }
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void claimedLengths_areNotBelieved() throws IOException {
    encoder.encode(event);
    for (long claim : new long[] {1L << 20, Integer.MAX_VALUE - 8L, 1L << 40, Long.MAX_VALUE, -1}) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(text, null);
      out.writeLong(claim);
      out.flush();
      assertThatThrownBy(() -> decoder.decode(WireFormat.frame(1, text.toByteArray())))
          .isInstanceOf(UndecodableException.class);

      byte[] whole = minimal("3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11", "job");
      // The first array, the inputs, follows the run. An empty array takes one byte.
      int inputs = whole.length - (7 + 2 + 1 + 2);
      ByteArrayOutputStream items = new ByteArrayOutputStream();
      items.write(whole, 0, inputs);
      items.write(text.toByteArray());
      items.write(whole, inputs + 1, whole.length - inputs - 1);
      assertThatThrownBy(() -> decoder.decode(WireFormat.frame(1, items.toByteArray())))
          .isInstanceOf(UndecodableException.class);
    }
  }

  @Test
  void deepNestingInAFieldThatIsSkipped_isUndecodable() {
    ObjectNode schema = (ObjectNode) Json.parse(EventAvro.schemaJson());
    ((ArrayNode) schema.get("fields"))
        .insert(
            0,
            Json.parse(
                "{\"name\":\"later\",\"type\":{\"type\":\"record\",\"name\":\"Nested\","
                    + "\"fields\":[{\"name\":\"in\",\"type\":[\"null\",\"Nested\"]}]}}"));
    int id = schemas.register("x", schema.toString());
    byte[] deep = new byte[1_000_000];
    Arrays.fill(deep, (byte) 2);

    assertUndecodable(WireFormat.frame(id, deep), "not a LineageEvent in Avro");
  }

  @Test
  void randomBytes_giveATypedErrorOrAnEvent() {
    Seeds.forEach(3_000, this::decodeRandomBytes);
  }

  private void decodeRandomBytes(Random random) {
    encoder.encode(event);
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);

    decodeOrRefuse(bytes);
    decodeOrRefuse(WireFormat.frame(1, bytes));
  }

  @Test
  void flippedBytes_giveATypedErrorOrAnEvent() {
    Seeds.forEach(3_000, this::decodeFlippedBytes);
  }

  private void decodeFlippedBytes(Random random) {
    byte[] value = encoder.encode(Events.event(random));
    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
      int at = WireFormat.HEADER_BYTES + random.nextInt(value.length - WireFormat.HEADER_BYTES);
      value[at] ^= (byte) (1 << random.nextInt(8));
    }

    decodeOrRefuse(value);
  }

  private void decodeOrRefuse(byte[] value) {
    LineageEvent read;
    try {
      read = decoder.decode(value);
    } catch (UndecodableException e) {
      assertThat(e.getMessage().lines()).hasSize(1);
      return;
    }
    // The result is a valid event: it can be written and read again.
    assertThat(EventAvro.decode(EventAvro.encode(read))).isEqualTo(read);
  }

  private void assertUndecodable(byte[] value, String reason) {
    assertThatThrownBy(() -> decoder.decode(value))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void schemaOfTheRegistry_hasNoMarksForJava() {
    encoder.encode(event);

    assertThat(schemas.schemaById(1)).doesNotContain("avro.java.string");
    assertThat(new Schema.Parser().parse(schemas.schemaById(1)).getDoc()).isNotBlank();
  }
}
