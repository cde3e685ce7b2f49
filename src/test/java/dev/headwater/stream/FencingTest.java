package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that a task that has consumed nothing writes nothing at ticks of the clock, whatever is
 * due, but one record to its own partition; and that it does what is due once it has consumed that
 * record. A sink that leads nowhere keeps the record from the task.
 */
class FencingTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final int PARTITIONS = 3;
  private static final int PARTITION = 2;
  private static final String OUTGOING = "outgoing";

  private final Map<Integer, String> schemas = new HashMap<>();
  private final StreamCodec codec =
      new StreamCodec(this::register, schemas::get, TopicNames.DEFAULT);
  private TopologyTestDriver task = task(NOW);

  private TopologyTestDriver task(Instant now) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fencing");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return new TopologyTestDriver(
        GraphTopology.build(
            new StreamSettings(
                TopicNames.DEFAULT, PARTITIONS, Policy.DEFAULT, StreamSettings.DEFAULT_BUDGET),
            codec,
            new Progress(),
            one -> PARTITION,
            OUTGOING,
            Stores.inMemoryKeyValueStore(GraphTopology.STORE)),
        properties,
        now);
  }

  private int register(String subject, String schema) {
    schemas.put(subject.hashCode(), schema);
    return subject.hashCode();
  }

  @Test
  void taskThatConsumedNothing_writesNothing_butARecordToItsPartition() {
    sendAssetOfUnknownOrigin();
    Instant due = NOW.plus(GRACE).plusSeconds(1);
    restart(due);
    Map<Bytes, byte[]> before = rows();

    tick();

    assertThat(task.producedTopicNames()).doesNotContain(TopicNames.DEFAULT.alerts());
    assertThat(rows()).containsExactlyInAnyOrderEntriesOf(before);
    List<TestRecord<byte[], byte[]>> sent = read(OUTGOING);
    assertThat(sent).hasSize(1);
    String key = new String(sent.get(0).key(), StandardCharsets.UTF_8);
    assertThat(Partitioning.partition(key, PARTITIONS)).isEqualTo(PARTITION);
    assertThat(codec.readCommands(sent.get(0).value(), 0).commands()).isEmpty();

    deliver(sent.get(0));
    tick();

    assertThat(task.producedTopicNames()).contains(TopicNames.DEFAULT.alerts());
    assertThat(read(TopicNames.DEFAULT.alerts())).hasSize(1);
    assertThat(read(OUTGOING)).isEmpty();
  }

  @Test
  void recordThatDoesNotCome_isSentAgain() {
    restart(NOW);
    tick();
    tick();
    tick();

    assertThat(read(OUTGOING)).hasSizeBetween(2, 4);
  }

  @Test
  void taskThatConsumesAnEvent_needsNoOtherRecord() {
    sendAssetOfUnknownOrigin();

    task.advanceWallClockTime(GRACE);
    tick();

    assertThat(read(TopicNames.DEFAULT.alerts())).hasSize(1);
    assertThat(task.producedTopicNames()).doesNotContain(OUTGOING);
  }

  /** Sends an event about an asset of the partition, with an input that nothing is known of. */
  private void sendAssetOfUnknownOrigin() {
    LineageEvent event =
        OneTask.event(EventType.TRANSFORM, NOW)
            .inputs(List.of(OneTask.input(asset("raw"), Role.SOURCE)))
            .outputs(List.of(OneTask.output(asset("cleaned"))))
            .build();
    task.createInputTopic(
            TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(new byte[0], codec.encode(event), new RecordHeaders(), NOW));
  }

  private static Asset asset(String name) {
    return IntStream.range(0, 100)
        .mapToObj(i -> Asset.of(AssetKind.DATASET, "lab", name + "-" + i, "1"))
        .filter(one -> Partitioning.partition(one.key(), PARTITIONS) == PARTITION)
        .findFirst()
        .orElseThrow();
  }

  /** Lets the clock tick ten times within 4 s; the driver ticks once for each step. */
  private void tick() {
    for (int i = 0; i < 10; i++) {
      task.advanceWallClockTime(Duration.ofMillis(400));
    }
  }

  private void deliver(TestRecord<byte[], byte[]> record) {
    task.createInputTopic(
            TopicNames.DEFAULT.graph(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return task.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** Gives another task the rows, as if the first one had been killed. */
  private void restart(Instant now) {
    Map<Bytes, byte[]> rows = rows();
    task.close();
    task = task(now);
    KeyValueStore<Bytes, byte[]> store = task.getKeyValueStore(GraphTopology.STORE);
    rows.forEach(store::put);
  }

  private Map<Bytes, byte[]> rows() {
    KeyValueStore<Bytes, byte[]> store = task.getKeyValueStore(GraphTopology.STORE);
    Map<Bytes, byte[]> rows = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(row -> rows.put(row.key, row.value));
    }
    return rows;
  }

  @AfterEach
  void close() {
    task.close();
  }
}
