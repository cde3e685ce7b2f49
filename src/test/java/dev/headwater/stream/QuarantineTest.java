package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.UnknownSchemaException;
import dev.headwater.codec.wire.AssetSummaryDecoder;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that a record that is no valid event goes to quarantine, with its reason and place, and
 * that the events before and after it are processed.
 */
class QuarantineTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int SCHEMA_ID = 7;
  private static final Schema SCHEMA = new Schema.Parser().parse(EventAvro.schemaJson());

  private final AtomicInteger registryAway = new AtomicInteger();
  private final Map<Integer, String> written = new HashMap<>();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          GraphTopology.build(
              new StreamSettings(
                  TopicNames.DEFAULT, 1, Policy.DEFAULT, StreamSettings.DEFAULT_BUDGET),
              new StreamCodec(this::register, this::lookup, TopicNames.DEFAULT),
              new Progress(),
              TaskPartition.CONSUMED,
              TopicNames.DEFAULT.graph(),
              Stores.inMemoryKeyValueStore(GraphTopology.STORE)),
          configuration(),
          NOW);
  private final TestInputTopic<byte[], byte[]> events =
      driver.createInputTopic(
          TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> quarantine = output("headwater.quarantine");
  private final TestOutputTopic<byte[], byte[]> assets = output("headwater.assets");

  @AfterEach
  void close() {
    driver.close();
  }

  static Stream<Arguments> badRecords() {
    return Stream.of(
        bad("no value", null, "no value"),
        bad("no wire format", new byte[] {7, 7, 7, 7, 7, 7}, "wire format"),
        bad("unknown schema id", WireFormat.frame(4711, new byte[3]), "4711"),
        bad("corrupt Avro", WireFormat.frame(SCHEMA_ID, new byte[] {-1, -1, 3}), "LineageEvent"),
        bad("blank job", with(event -> nested(event, "job").put("name", " ")), "job.name"),
        bad("bad URN", with(event -> output(event).put("asset", "dataset:lab")), "outputs[0]"),
        bad(
            "URN of another spelling",
            with(event -> output(event).put("asset", "dataset:l%61b:x")),
            "dataset:lab:x"),
        bad(
            "future time",
            with(
                event ->
                    event.put("eventTime", NOW.plusSeconds(90_000).getEpochSecond() * 1_000_000)),
            "eventTime"),
        bad("document without payload", with(event -> type(event, "DOCUMENT")), "document"),
        bad(
            "payload of another type",
            with(event -> event.put("train", empty(event, "train"))),
            "train"),
        bad(
            "10,001 inputs",
            with(event -> event.put("inputs", Collections.nCopies(10_001, input(event)))),
            "inputs"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRecords")
  void badRecord_isPutAsideAsItCame_andItsNeighboursAreTaken(
      String name, byte[] value, String reason) {
    byte[] key = {1, 2, 3};
    send("before", valid("before"));
    events.pipeInput(new TestRecord<>(key, value, NOW));
    send("after", valid("after"));

    TestRecord<byte[], byte[]> aside = quarantine.readRecord();
    assertThat(aside.key()).isEqualTo(key);
    assertThat(aside.value()).isEqualTo(value);
    assertThat(header(aside, "headwater.reason")).contains(reason).doesNotContain("\n");
    assertThat(header(aside, "headwater.topic")).isEqualTo("headwater.events");
    assertThat(header(aside, "headwater.partition")).isEqualTo("0");
    assertThat(header(aside, "headwater.offset")).isEqualTo("1");
    assertThat(quarantine.isEmpty()).isTrue();
    assertThat(named()).contains("dataset:lab:before", "dataset:lab:after");
  }

  @Test
  void registryAway_isWaitedFor_andNothingIsPutAside() {
    registryAway.set(2);
    send("waited", valid("waited"));
    assertThat(quarantine.isEmpty()).isTrue();
    assertThat(named()).contains("dataset:lab:waited");
    assertThat(registryAway).hasValue(0);
  }

  private void send(String name, byte[] value) {
    events.pipeInput(new TestRecord<>(name.getBytes(StandardCharsets.UTF_8), value, NOW));
  }

  private List<String> named() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    AssetSummaryDecoder decoder = new AssetSummaryDecoder(this::lookup);
    return assets.readValuesToList().stream()
        .map(decoder::decode)
        .map(AssetSummary::asset)
        .map(Asset::urn)
        .toList();
  }

  private int register(String subject, String schema) {
    int id = subject.equals("headwater.events-value") ? SCHEMA_ID : 100 + written.size();
    written.put(id, schema);
    return id;
  }

  private String lookup(int id) {
    if (registryAway.get() > 0 && registryAway.decrementAndGet() >= 0) {
      throw new RegistryUnavailableException("the registry is away");
    }
    if (id == SCHEMA_ID) {
      return EventAvro.schemaJson();
    }
    String known = written.get(id);
    if (known == null) {
      throw new UnknownSchemaException("no schema " + id);
    }
    return known;
  }

  private static Arguments bad(String name, byte[] value, String reason) {
    return Arguments.of(name, value, reason);
  }

  private static byte[] valid(String name) {
    return WireFormat.frame(SCHEMA_ID, EventAvro.encode(event(name)));
  }

  private static LineageEvent event(String name) {
    return LineageEvent.builder(EventType.INGEST)
        .eventId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .eventTime(NOW)
        .producer("p")
        .job(new Job("n", "j"))
        .run("r")
        .outputs(
            List.of(
                new Output(
                    Asset.of(AssetKind.DATASET, "lab", name),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    "",
                    List.of())))
        .build();
  }

  /** Returns an event with a change that the schema allows and the rules forbid. */
  private static byte[] with(Consumer<GenericRecord> change) {
    try {
      byte[] bytes = EventAvro.encode(event("changed"));
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(SCHEMA)
              .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
      change.accept(record);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
      encoder.flush();
      return WireFormat.frame(SCHEMA_ID, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GenericRecord nested(GenericRecord record, String field) {
    return (GenericRecord) record.get(field);
  }

  private static GenericRecord output(GenericRecord event) {
    return (GenericRecord) ((List<?>) event.get("outputs")).get(0);
  }

  private static void type(GenericRecord event, String type) {
    Schema schema = event.getSchema().getField("type").schema();
    event.put("type", new GenericData.EnumSymbol(schema, type));
    event.put("outputs", new ArrayList<>());
  }

  private static GenericRecord empty(GenericRecord event, String field) {
    return defaults(member(event.getSchema().getField(field).schema()));
  }

  private static GenericRecord input(GenericRecord event) {
    GenericRecord input = defaults(event.getSchema().getField("inputs").schema().getElementType());
    input.put("asset", "dataset:lab:in");
    return input;
  }

  private static Schema member(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() == Schema.Type.RECORD)
        .findFirst()
        .orElseThrow();
  }

  private static GenericRecord defaults(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      if (field.hasDefaultValue()) {
        record.put(field.pos(), GenericData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Properties configuration() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "quarantine");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return properties;
  }
}
