package dev.headwater.codec.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.Seeds;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Alert;
import dev.headwater.model.Events;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/**
 * Shows that alerts of the schema before dimension and evidence are read, and what its readers see
 * of newer ones. Writes and reads them with Avro's own generic code.
 */
class AlertAvroTest {
  private static final Set<String> NEW_FIELDS = Set.of("dimension", "evidence", "moreEvidence");
  private static final Schema EARLIER = earlier();

  /** The schema without the fields and symbols that came later. */
  private static Schema earlier() {
    JsonNode schema = Json.parse(AlertAvro.schemaJson());
    ArrayNode fields = (ArrayNode) schema.get("fields");
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (NEW_FIELDS.contains(fields.get(i).get("name").asText())) {
        fields.remove(i);
      }
    }
    cutSymbols(schema);
    return new Schema.Parser().parse(schema.toString());
  }

  /** UNRECOGNIZED ended each enum before. */
  private static void cutSymbols(JsonNode node) {
    if (node.get("symbols") instanceof ArrayNode symbols) {
      ArrayNode kept = ((ObjectNode) node).putArray("symbols");
      for (JsonNode symbol : symbols) {
        kept.add(symbol);
        if (symbol.asText().equals("UNRECOGNIZED")) {
          break;
        }
      }
    }
    node.forEach(AlertAvroTest::cutSymbols);
  }

  private static GenericRecord seenEarlier(byte[] bytes) throws IOException {
    return new GenericDatumReader<GenericRecord>(AlertAvro.schema(), EARLIER)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static byte[] write(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(EARLIER).write(record, out);
    return bytes.toByteArray();
  }

  private static boolean isNew(Alert alert) {
    return alert.rule().ordinal() > RuleName.LOST_EVENTS.ordinal()
        || alert.severity() == Severity.INFO
        || alert.resolution().filter(one -> one.name().equals("CORRECTED")).isPresent();
  }

  @Test
  void alertsOfTheEarlierSchema_areReadWithoutDimensionAndEvidence() {
    int[] read = {0};
    Seeds.forEach(
        500,
        Events::alert,
        alert -> {
          if (!isNew(alert)) {
            byte[] earlier = write(seenEarlier(AlertAvro.encode(alert)));
            assertThat(AlertAvro.decode(earlier, EARLIER)).isEqualTo(alert);
            read[0]++;
          }
        });
    assertThat(read[0]).isPositive();
  }

  @Test
  void newSymbols_areUnrecognizedToEarlierReaders() {
    int[] seen = {0};
    Seeds.forEach(
        500,
        Events::alert,
        alert -> {
          GenericRecord earlier = seenEarlier(AlertAvro.encode(alert));
          boolean newRule = alert.rule().ordinal() > RuleName.LOST_EVENTS.ordinal();
          assertThat(earlier.get("rule"))
              .hasToString(newRule ? "UNRECOGNIZED" : alert.rule().name());
          assertThat(earlier.get("severity"))
              .hasToString(
                  alert.severity() == Severity.INFO ? "UNRECOGNIZED" : alert.severity().name());
          seen[0] += newRule ? 1 : 0;
        });
    assertThat(seen[0]).isPositive();
  }
}
