package dev.headwater.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.codec.json.AssetSummaryJson;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Alert;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Events;
import dev.headwater.model.LineageEvent;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nothing is lost on the way to a form and back. */
class RoundTripTest {
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
