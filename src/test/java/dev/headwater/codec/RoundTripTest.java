package dev.headwater.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.avro.Rewritten;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.codec.json.AssetSummaryJson;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Alert;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Events;
import dev.headwater.model.LineageEvent;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nothing is lost on the way to a form and back. */
class RoundTripTest {
  /** Where the JSON has an object, the schema has a field of its own: seedWithheld. */
  private static final Pattern REASON =
      Pattern.compile("(?<=(?:generators|seed|prompts|parameters))[.](withheld|notApplicable)$");

  @Property
  void event_survivesJson(@ForAll("events") LineageEvent event) {
    assertThat(EventJson.read(EventJson.write(event).toString())).isEqualTo(event);
  }

  @Property
  void event_survivesAvro(@ForAll("events") LineageEvent event) {
    assertThat(EventAvro.decode(EventAvro.encode(event))).isEqualTo(event);
  }

  @Property
  void event_survivesAvroWithTheSchemaThatIsRegistered(@ForAll("events") LineageEvent event) {
    assertThat(
            EventAvro.decode(
                EventAvro.encode(event), EventAvro.parseSchema(EventAvro.schemaJson())))
        .isEqualTo(event);
  }

  @Property
  void event_isWrittenAsItsSchemaSays(@ForAll("events") LineageEvent event) throws IOException {
    byte[] bytes = EventAvro.encode(event);
    assertThat(Rewritten.byAvro(bytes, EventAvro.schema())).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void summary_isWrittenAsItsSchemaSays(@ForAll("summaries") AssetSummary summary)
      throws IOException {
    byte[] bytes = AssetSummaryAvro.encode(summary);
    assertThat(Rewritten.byAvro(bytes, AssetSummaryAvro.schema())).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void alert_isWrittenAsItsSchemaSays(@ForAll("alerts") Alert alert) throws IOException {
    byte[] bytes = AlertAvro.encode(alert);
    assertThat(Rewritten.byAvro(bytes, AlertAvro.schema())).isEqualTo(bytes);
  }

  /** Two fields of one type that are written, and read, in each other's place are seen here. */
  @Property(tries = 300)
  void event_hasTheSameNamesInAvroAsInJson(@ForAll("events") LineageEvent event) {
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

  @Property
  void eventJson_isCanonical(@ForAll("events") LineageEvent event) {
    String json = EventJson.write(event).toString();
    assertThat(EventJson.write(EventJson.read(json))).hasToString(json);
  }

  @Property(tries = 300)
  void alert_survivesBoth(@ForAll("alerts") Alert alert) {
    assertThat(AlertAvro.decode(AlertAvro.encode(alert))).isEqualTo(alert);
    assertThat(AlertJson.read(Json.parse(AlertJson.write(alert).toString()))).isEqualTo(alert);
  }

  @Property(tries = 300)
  void summary_survivesBoth(@ForAll("summaries") AssetSummary summary) {
    assertThat(AssetSummaryAvro.decode(AssetSummaryAvro.encode(summary))).isEqualTo(summary);
    assertThat(AssetSummaryJson.read(Json.parse(AssetSummaryJson.write(summary).toString())))
        .isEqualTo(summary);
  }

  @Provide
  Arbitrary<LineageEvent> events() {
    return Events.any();
  }

  @Provide
  Arbitrary<Alert> alerts() {
    return Events.anyAlert();
  }

  @Provide
  Arbitrary<AssetSummary> summaries() {
    return Events.anySummary();
  }
}
