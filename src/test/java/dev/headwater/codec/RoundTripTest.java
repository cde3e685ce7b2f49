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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

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
  void event_isWrittenAsItsSchemaSays(@ForAll("events") LineageEvent event) throws IOException {
    byte[] bytes = EventAvro.encode(event);
    assertThat(rewritten(bytes, EventAvro.schema())).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void summary_isWrittenAsItsSchemaSays(@ForAll("summaries") AssetSummary summary)
      throws IOException {
    byte[] bytes = AssetSummaryAvro.encode(summary);
    assertThat(rewritten(bytes, AssetSummaryAvro.schema())).isEqualTo(bytes);
  }

  /** Read and written by Avro, which knows nothing but the schema; maps keep their order. */
  private static byte[] rewritten(byte[] bytes, Schema schema) throws IOException {
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
    Object datum = reader.read(null, decoder);
    assertThat(decoder.isEnd()).isTrue();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(datum, encoder);
    return out.toByteArray();
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
