package dev.headwater.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.Seeds;
import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.avro.Rewritten;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.codec.json.AssetSummaryJson;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Events;
import dev.headwater.model.LineageEvent;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Shows that a value which is written as JSON or Avro and read again is the same value, and that
 * the Avro bytes follow the schema. Uses random events, alerts and summaries.
 */
class RoundTripTest {
  /**
   * Places where the JSON has an object with a reason and the Avro schema has a separate field,
   * such as {@code seedWithheld}.
   */
  private static final Pattern REASON =
      Pattern.compile("(?<=(?:generators|seed|prompts|parameters))[.](withheld|notApplicable)$");

  @Test
  void event_survivesJson() {
    Seeds.forEach(
        1_000,
        Events::event,
        event -> assertThat(EventJson.read(EventJson.write(event).toString())).isEqualTo(event));
  }

  @Test
  void event_survivesAvro() {
    Seeds.forEach(
        1_000,
        Events::event,
        event -> assertThat(EventAvro.decode(EventAvro.encode(event))).isEqualTo(event));
  }

  @Test
  void event_survivesAvroWithTheSchemaThatIsRegistered() {
    Seeds.forEach(
        1_000,
        Events::event,
        event ->
            assertThat(
                    EventAvro.decode(
                        EventAvro.encode(event), EventAvro.parseSchema(EventAvro.schemaJson())))
                .isEqualTo(event));
  }

  @Test
  void event_isWrittenAsItsSchemaSays() {
    Seeds.forEach(
        1_000,
        Events::event,
        event -> {
          byte[] bytes = EventAvro.encode(event);
          assertThat(Rewritten.byAvro(bytes, EventAvro.schema())).isEqualTo(bytes);
        });
  }

  @Test
  void summary_isWrittenAsItsSchemaSays() {
    Seeds.forEach(
        300,
        Events::summary,
        summary -> {
          byte[] bytes = AssetSummaryAvro.encode(summary);
          assertThat(Rewritten.byAvro(bytes, AssetSummaryAvro.schema())).isEqualTo(bytes);
        });
  }

  @Test
  void alert_isWrittenAsItsSchemaSays() {
    Seeds.forEach(
        300,
        Events::alert,
        alert -> {
          byte[] bytes = AlertAvro.encode(alert);
          assertThat(Rewritten.byAvro(bytes, AlertAvro.schema())).isEqualTo(bytes);
        });
  }

  /**
   * Finds two fields of the same type that both the writer and the reader swap. A round trip does
   * not notice that.
   */
  @Test
  void event_hasTheSameNamesInAvroAsInJson() {
    Seeds.forEach(300, Events::event, RoundTripTest::assertSameNames);
  }

  private static void assertSameNames(LineageEvent event) {
    Map<String, String> avro = Rewritten.leaves(EventAvro.encode(event), EventAvro.schema());
    Map<String, String> json = new TreeMap<>();
    put(json, "", Json.parse(EventJson.write(event).toString()));
    assertThat(avro).containsAllEntriesOf(json);
  }

  private static void put(Map<String, String> leaves, String place, JsonNode node) {
    if (node.isObject()) {
      node.properties().forEach(e -> put(leaves, place + "." + e.getKey(), e.getValue()));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        put(leaves, place + "[" + i + "]", node.get(i));
      }
    } else if (place.endsWith(".reclassify.synthetic")) {
      leaves.put(place, Boolean.toString(node.asText().equals("YES")));
    } else if (REASON.matcher(place).find()) {
      leaves.put(REASON.matcher(place).replaceFirst(word -> upper(word.group(1))), node.asText());
    } else if (node.isNumber()) {
      leaves.put(place, node.decimalValue().stripTrailingZeros().toString());
    } else {
      leaves.put(place, node.asText());
    }
  }

  private static String upper(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  @Test
  void eventJson_isCanonical() {
    Seeds.forEach(
        1_000,
        Events::event,
        event -> {
          String json = EventJson.write(event).toString();
          assertThat(EventJson.write(EventJson.read(json))).hasToString(json);
        });
  }

  @Test
  void alert_survivesBoth() {
    Seeds.forEach(
        300,
        Events::alert,
        alert -> {
          assertThat(AlertAvro.decode(AlertAvro.encode(alert))).isEqualTo(alert);
          assertThat(AlertJson.read(Json.parse(AlertJson.write(alert).toString())))
              .isEqualTo(alert);
        });
  }

  @Test
  void summary_survivesBoth() {
    Seeds.forEach(
        300,
        Events::summary,
        summary -> {
          assertThat(AssetSummaryAvro.decode(AssetSummaryAvro.encode(summary))).isEqualTo(summary);
          assertThat(AssetSummaryJson.read(Json.parse(AssetSummaryJson.write(summary).toString())))
              .isEqualTo(summary);
        });
  }
}
