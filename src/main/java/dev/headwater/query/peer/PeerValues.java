package dev.headwater.query.peer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.engine.Waiver;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import dev.headwater.model.TraceParent;
import dev.headwater.query.question.StatementsForm;
import dev.headwater.representation.Statements;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Serializes values of the model between instances: assets and other small values as text, large
 * values as Avro.
 */
final class PeerValues {
  /** Stands for an absent value. No instant and no URN has this text. */
  private static final String NONE = "-";

  private PeerValues() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        new Written<>(Asset.class, (asset, json) -> json.writeString(asset.urn())));
    module.addDeserializer(Asset.class, new Read<>(Asset.class, json -> Asset.parse(text(json))));
    module.addSerializer(new Written<>(Job.class, (job, json) -> json.writeString(job.urn())));
    module.addDeserializer(Job.class, new Read<>(Job.class, json -> Job.parse(text(json))));
    module.addSerializer(
        new Written<>(Party.class, (party, json) -> json.writeString(party.urn())));
    module.addDeserializer(Party.class, new Read<>(Party.class, json -> Party.parse(text(json))));
    module.addSerializer(
        new Written<>(Alert.class, (alert, json) -> json.writeBinary(AlertAvro.encode(alert))));
    module.addDeserializer(
        Alert.class, new Read<>(Alert.class, json -> AlertAvro.decode(json.getBinaryValue())));
    module.addSerializer(
        new Written<>(
            AssetSummary.class,
            (summary, json) -> json.writeBinary(AssetSummaryAvro.encode(summary))));
    module.addDeserializer(
        AssetSummary.class,
        new Read<>(AssetSummary.class, json -> AssetSummaryAvro.decode(json.getBinaryValue())));
    module.addSerializer(
        new Written<>(
            LineageEvent.class, (event, json) -> json.writeBinary(EventAvro.encode(event))));
    module.addDeserializer(
        LineageEvent.class,
        new Read<>(LineageEvent.class, json -> EventAvro.decode(json.getBinaryValue())));
    module.addSerializer(
        new Written<>(
            TraceParent.class, (traceParent, json) -> json.writeString(traceParent.text())));
    module.addDeserializer(
        TraceParent.class,
        new Read<>(TraceParent.class, json -> TraceParent.parse(text(json)).orElseThrow()));
    module.addSerializer(
        new Written<>(Instant.class, (instant, json) -> json.writeString(instant.toString())));
    module.addDeserializer(
        Instant.class, new Read<>(Instant.class, json -> Instant.parse(text(json))));
    module.addSerializer(
        new Written<>(Moment.class, (moment, json) -> json.writeString(text(moment))));
    module.addDeserializer(Moment.class, new Read<>(Moment.class, json -> moment(text(json))));
    module.addSerializer(
        new Written<>(
            Statements.class, (stated, json) -> json.writePOJO(StatementsForm.of(stated))));
    module.addDeserializer(
        Statements.class,
        new Read<>(Statements.class, json -> json.readValueAs(StatementsForm.class).statements()));
    module.addSerializer(
        new Written<>(Waiver.class, (waiver, json) -> json.writeString(text(waiver))));
    module.addDeserializer(Waiver.class, new Read<>(Waiver.class, json -> waiver(text(json))));
    return module;
  }

  /** The two instants, separated by a space; neither contains one. */
  private static String text(Moment moment) {
    return moment.asOf().map(Instant::toString).orElse(NONE)
        + " "
        + moment.knownAt().map(Instant::toString).orElse(NONE);
  }

  private static Moment moment(String text) {
    String[] parts = text.split(" ", 2);
    return new Moment(instant(parts[0]), instant(parts[1]));
  }

  private static Optional<Instant> instant(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  private static String text(Waiver waiver) {
    return waiver.rule()
        + " "
        + waiver.until()
        + " "
        + waiver.origin().map(Asset::urn).orElse(NONE);
  }

  private static Waiver waiver(String text) {
    String[] parts = text.split(" ", 3);
    return new Waiver(
        RuleName.valueOf(parts[0]),
        parts[2].equals(NONE) ? Optional.empty() : Optional.of(Asset.parse(parts[2])),
        Instant.parse(parts[1]));
  }

  private static String text(JsonParser json) throws IOException {
    return json.getText();
  }

  @FunctionalInterface
  private interface Writer<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(JsonParser json) throws IOException;
  }

  private static final class Written<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Writer<T> writer;

    Written(Class<T> type, Writer<T> writer) {
      super(type);
      this.writer = writer;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      writer.write(value, json);
    }
  }

  private static final class Read<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Reader<T> reader;

    Read(Class<T> type, Reader<T> reader) {
      super(type);
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return reader.read(json);
    }
  }
}
