package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.stream.store.GraphReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that exposures reach all neighbours, and that all origins pass along an edge, when there
 * are more of them than one step handles. It runs 2,500 of each through the topology, with a small
 * and with the default work budget.
 */
class LargeNeighbourhoodTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int MANY = 2_500;
  private static final Asset HUB = Asset.of(AssetKind.DATASET, "lab", "hub");
  private static final Asset NEXT = Asset.of(AssetKind.DATASET, "lab", "next");

  private final Map<Integer, String> schemas = new HashMap<>();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private GraphReader rows;

  private void start(int budget) {
    StreamCodec codec = new StreamCodec(this::register, schemas::get, TopicNames.DEFAULT);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "large");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    driver =
        new TopologyTestDriver(
            GraphTopology.build(
                new StreamSettings(TopicNames.DEFAULT, 1, Policy.DEFAULT, budget),
                codec,
                new Progress(),
                TaskPartition.CONSUMED,
                TopicNames.DEFAULT.graph(),
                Stores.inMemoryKeyValueStore(GraphTopology.STORE)),
            properties,
            NOW);
    events =
        driver.createInputTopic(
            TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer());
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(GraphTopology.STORE);
    rows = new GraphReader(store, codec);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @ParameterizedTest(name = "budget {0}")
  @ValueSource(ints = {20, StreamSettings.DEFAULT_BUDGET})
  void manyChildren_areToldOfALateOrigin_andOfItsRetraction(int budget) {
    start(budget);
    for (int i = 0; i < MANY; i++) {
      send(event(EventType.CLEAN, List.of(HUB), numbered(i)));
    }
    LineageEvent synthesis = event(EventType.SYNTHESIZE, List.of(), HUB);
    send(synthesis);
    assertThat(IntStream.range(0, MANY).filter(i -> counts(numbered(i)).synthetic() == 1))
        .hasSize(MANY);

    send(retraction(synthesis));
    assertThat(IntStream.range(0, MANY).filter(i -> counts(numbered(i)).synthetic() == 0))
        .hasSize(MANY);
  }

  @ParameterizedTest(name = "budget {0}")
  @ValueSource(ints = {20, StreamSettings.DEFAULT_BUDGET})
  void manyOrigins_arePassedAlongALateEdge_andCutWithIt(int budget) {
    start(budget);
    List<Asset> origins = IntStream.range(0, MANY).mapToObj(this::numbered).toList();
    origins.forEach(origin -> send(event(EventType.SYNTHESIZE, List.of(), origin)));
    send(event(EventType.TRANSFORM, origins, HUB));
    assertThat(counts(HUB).synthetic()).isEqualTo(MANY);

    LineageEvent late = event(EventType.CLEAN, List.of(HUB), NEXT);
    send(late);
    assertThat(counts(NEXT).synthetic()).isEqualTo(MANY);
    assertThat(counts(NEXT).undocumented()).isEqualTo(MANY);

    send(retraction(late));
    assertThat(counts(NEXT).synthetic()).isZero();
    assertThat(counts(HUB).synthetic()).isEqualTo(MANY);
  }

  private ExposureCounts counts(Asset asset) {
    return rows.node(asset).orElseThrow().exposures();
  }

  private Asset numbered(int number) {
    return Asset.of(AssetKind.DATASET, "lab", "part-" + number);
  }

  private void send(LineageEvent event) {
    EventEncoder encoder = new EventEncoder(this::register, TopicNames.DEFAULT.events());
    events.pipeInput(
        new TestRecord<>(event.key().getBytes(StandardCharsets.UTF_8), encoder.encode(event), NOW));
  }

  private static LineageEvent event(EventType type, List<Asset> inputs, Asset output) {
    return builder(type)
        .inputs(inputs.stream().map(LargeNeighbourhoodTest::input).toList())
        .outputs(List.of(output(output)))
        .build();
  }

  private static LineageEvent retraction(LineageEvent event) {
    return builder(EventType.RETRACT)
        .outputs(event.outputs())
        .retract(new Retract(event.eventId(), "mistake"))
        .build();
  }

  private static LineageEvent.Builder builder(EventType type) {
    return LineageEvent.builder(type)
        .eventId(UUID.randomUUID())
        .eventTime(NOW)
        .producer("p")
        .job(new Job("n", "j"))
        .run("r");
  }

  private static Input input(Asset asset) {
    return new Input(
        asset,
        Role.SOURCE,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        "",
        List.of(),
        false);
  }

  private static Output output(Asset asset) {
    return new Output(asset, OptionalLong.empty(), OptionalLong.empty(), "", List.of());
  }

  private int register(String subject, String schema) {
    schemas.put(subject.hashCode(), schema);
    return subject.hashCode();
  }
}
