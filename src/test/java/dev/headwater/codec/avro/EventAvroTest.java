package dev.headwater.codec.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Events;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows how records are read that other versions, other programs and faulty disks wrote. Writes
 * them with Avro's own generic code, or changes single bytes. Also checks that every field of the
 * schemas is documented.
 */
class EventAvroTest {
  private static final Schema CURRENT = EventAvro.parseSchema(EventAvro.schemaJson());

  private static GenericRecord generic(LineageEvent event) throws IOException {
    return new GenericDatumReader<GenericRecord>(CURRENT)
        .read(null, DecoderFactory.get().binaryDecoder(EventAvro.encode(event), null));
  }

  private static byte[] write(GenericRecord record, Schema schema) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static LineageEvent event(String json) {
    return EventJson.read(
        "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\","
            + "\"eventTime\":\"2026-11-22T10:00:00Z\",\"producer\":\"p\","
            + "\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"run\":\"r\","
            + json
            + "}");
  }

  /**
   * Returns the schema without the fields that have a default, as the first version may have been.
   * Keeps only inputs and outputs of them.
   */
  private static Schema bare() {
    JsonNode schema = Json.parse(EventAvro.schemaJson());
    removeOptional(schema, List.of("inputs", "outputs"));
    return new Schema.Parser().parse(schema.toString());
  }

  private static void removeOptional(JsonNode node, List<String> kept) {
    if (node.get("fields") instanceof ArrayNode fields) {
      for (int i = fields.size() - 1; i >= 0; i--) {
        if (fields.get(i).has("default") && !kept.contains(fields.get(i).get("name").asText())) {
          fields.remove(i);
        }
      }
    }
    node.forEach(child -> removeOptional(child, kept));
  }

  @Test
  void olderWriter_isReadWithDefaults() throws IOException {
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      outputs.append(i == 0 ? "" : ",").append("{\"asset\":\"dataset:n:").append(i).append("\"}");
    }
    LineageEvent event = event("\"type\":\"INGEST\",\"outputs\":[" + outputs + "]");
    Schema older = bare();
    GenericRecord record = new GenericData.Record(older);
    GenericRecord full = generic(event);
    for (Schema.Field field : older.getFields()) {
      record.put(field.name(), full.get(field.name()));
    }
    record.put("outputs", trimmed(full, older));

    byte[] bytes = write(record, older);

    assertThat(older.getField("outputs").schema().getElementType().getFields()).hasSize(1);
    assertThat(EventAvro.decode(bytes, older)).isEqualTo(event);
  }

  private static List<GenericRecord> trimmed(GenericRecord full, Schema older) {
    return ((List<?>) full.get("outputs"))
        .stream()
            .map(
                output -> {
                  GenericRecord trimmed =
                      new GenericData.Record(older.getField("outputs").schema().getElementType());
                  trimmed.put("asset", ((GenericRecord) output).get("asset"));
                  return trimmed;
                })
            .toList();
  }

  @Test
  void newerWriter_isReadWithoutWhatIsNotKnown() throws IOException {
    ObjectNode schema = (ObjectNode) Json.parse(EventAvro.schemaJson());
    ((ArrayNode) schema.get("fields"))
        .insert(
            2,
            Json.parse(
                "{\"name\":\"later\",\"default\":[],\"type\":{\"type\":\"array\",\"items\":"
                    + "{\"type\":\"record\",\"name\":\"Later\",\"fields\":[]}}}"));
    Schema newer = new Schema.Parser().parse(schema.toString());
    LineageEvent event = Events.event(new Random(3));
    GenericRecord full = generic(event);
    GenericRecord record = new GenericData.Record(newer);
    for (Schema.Field field : CURRENT.getFields()) {
      record.put(field.name(), full.get(field.name()));
    }
    GenericRecord later = new GenericData.Record(newer.getField("later").schema().getElementType());
    record.put("later", Collections.nCopies(2, later));

    assertThat(EventAvro.decode(write(record, newer), newer)).isEqualTo(event);
  }

  @Test
  void newerSymbol_isRefusedAsSuch() throws IOException {
    String json = EventAvro.schemaJson().replace("\"RETRACT\",", "\"RETRACT\",\"DISTILL\",");
    Schema newer = new Schema.Parser().parse(json);
    GenericRecord record =
        generic(event("\"type\":\"INGEST\",\"outputs\":[{\"asset\":\"dataset:n:a\"}]"));
    record.put("type", new GenericData.EnumSymbol(newer.getField("type").schema(), "DISTILL"));

    byte[] bytes = write(record, newer);

    assertThatThrownBy(() -> EventAvro.decode(bytes, newer))
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("type: is of a newer version of the schema");
  }

  @Test
  void mapThatNamesAKeyTwice_isCorrupt() throws IOException {
    // In Avro, a map is a sequence of entries, so the bytes can contain the key "aa" twice.
    byte[] bytes =
        EventAvro.encode(
            event(
                "\"type\":\"CLEAN\",\"outputs\":[{\"asset\":\"dataset:n:a\"}],"
                    + "\"clean\":{\"removedByReason\":{\"aa\":1,\"ab\":1}}"));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ab");
    bytes[at + 1] = 'a';

    assertThatThrownBy(() -> EventAvro.decode(bytes))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("names a key twice: aa");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff, 0xc0, 0x80, 0xed})
  void textThatIsNotUtf8_isCorrupt(int first) {
    byte[] bytes =
        EventAvro.encode(event("\"type\":\"INGEST\",\"outputs\":[{\"asset\":\"dataset:n:a\"}]"));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("dataset");
    bytes[at] = (byte) first;

    assertThatThrownBy(() -> EventAvro.decode(bytes)).isInstanceOf(CorruptException.class);
  }

  @Test
  void valueAndReason_areNotBothTaken() throws IOException {
    LineageEvent event =
        event(
            "\"type\":\"SYNTHESIZE\",\"outputs\":[{\"asset\":\"dataset:n:a\"}],"
                + "\"synthesize\":{\"prompts\":[{\"uri\":\"u\"}]}");
    GenericRecord record = generic(event);
    ((GenericRecord) record.get("synthesize")).put("promptsWithheld", "secret");
    byte[] bytes = write(record, CURRENT);

    assertThatThrownBy(() -> EventAvro.decode(bytes))
        .hasMessageStartingWith("synthesize.prompts: must be one of");
  }

  @Test
  void brokenRules_sayWhere() throws IOException {
    GenericRecord record =
        generic(
            event(
                "\"type\":\"INGEST\",\"outputs\":[{\"asset\":\"dataset:n:a\"},"
                    + "{\"asset\":\"dataset:n:b\"}]"));
    ((GenericRecord) ((List<?>) record.get("outputs")).get(1)).put("asset", "dataset:n:b c");
    byte[] bytes = write(record, CURRENT);

    assertThatThrownBy(() -> EventAvro.decode(bytes))
        .isInstanceOf(InvalidException.class)
        .hasMessage(
            "outputs[1].asset: \"dataset:n:b c\" is not the canonical spelling, which is"
                + " dataset:n:b%20c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LineageEvent", "Alert", "AssetSummary"})
  void schema_isDocumentedFieldByField(String name) {
    String json =
        switch (name) {
          case "LineageEvent" -> EventAvro.schemaJson();
          case "Alert" -> AlertAvro.schemaJson();
          default -> AssetSummaryAvro.schemaJson();
        };
    assertDocumented(name, Json.parse(json));
  }

  private static void assertDocumented(String place, JsonNode node) {
    boolean named = node.isObject() && node.has("name") && node.has("type");
    if (named) {
      assertThat(node.path("doc").asText()).as(place + "/" + node.get("name")).isNotBlank();
    }
    node.forEach(
        child -> assertDocumented(named ? place + "/" + node.get("name").asText() : place, child));
  }
}
