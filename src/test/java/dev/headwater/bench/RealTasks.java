package dev.headwater.bench;

import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.AlertEncoder;
import dev.headwater.codec.wire.CommandCodec;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.engine.Policy;
import dev.headwater.model.LineageEvent;
import dev.headwater.stream.FlushPolicy;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.StreamSettings;
import dev.headwater.stream.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The tasks of all partitions in test drivers, which commit when they are told to. What they send
 * waits for its owner until the next commit, as in {@link dev.headwater.bench.scale.Flow}. It
 * counts the records of each topic.
 */
final class RealTasks implements AutoCloseable {
  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final String SENT = "sent";
  private static final String CHANGELOG = "real-tasks-" + GraphTopology.STORE + "-changelog";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /** Records and bytes, the keys included. */
  static final class Written {
    long records;
    long bytes;

    private void add(TestRecord<byte[], byte[]> record) {
      records++;
      bytes += record.key().length + (record.value() == null ? 0 : record.value().length);
    }
  }

  private record Input(String topic, byte[] key, byte[] value) {}

  private final int partitions;
  private final List<String> schemas = new ArrayList<>();
  private final EventEncoder encoder = new EventEncoder(this::register, TOPICS.events());
  private final StreamCodec codec = new StreamCodec(this::register, schemas::get, TOPICS);
  private final CommandCodec wire =
      new CommandCodec(
          this::register,
          schemas::get,
          TOPICS.graph(),
          encoder,
          new EventDecoder(schemas::get),
          new AlertEncoder(this::register, TOPICS.alerts()),
          new AlertDecoder(schemas::get));
  private final List<TopologyTestDriver> drivers = new ArrayList<>();
  private final List<Deque<Input>> waiting = new ArrayList<>();
  final Map<Character, Written> rows = new TreeMap<>();
  final Written commands = new Written();
  final Written summaries = new Written();
  final Written alerts = new Written();
  long commandsInRecords;
  private boolean committing;

  RealTasks(int partitions) {
    this.partitions = partitions;
    for (int p = 0; p < partitions; p++) {
      drivers.add(start(p));
      waiting.add(new ArrayDeque<>());
    }
  }

  private TopologyTestDriver start(int partition) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "real-tasks");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return new TopologyTestDriver(
        GraphTopology.build(
            new StreamSettings(TOPICS, partitions, Policy.DEFAULT, StreamSettings.DEFAULT_BUDGET),
            codec,
            new Progress(),
            task -> partition,
            SENT,
            Stores.inMemoryKeyValueStore(GraphTopology.STORE),
            new FlushPolicy(FlushPolicy.DEFAULT.rows(), () -> committing)),
        properties,
        NOW);
  }

  void arrive(LineageEvent event) {
    waiting
        .get(Partitioning.partition(event.key(), partitions))
        .add(
            new Input(
                TOPICS.events(),
                event.key().getBytes(StandardCharsets.UTF_8),
                encoder.encode(event)));
  }

  /** Lets each task do all that waits for it, and commits. */
  void interval() {
    List<TestRecord<byte[], byte[]>> sent = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      TopologyTestDriver driver = drivers.get(p);
      for (Input input; (input = waiting.get(p).poll()) != null; ) {
        driver
            .createInputTopic(input.topic(), new ByteArraySerializer(), new ByteArraySerializer())
            .pipeInput(new TestRecord<>(input.key(), input.value(), NOW));
      }
      committing = true;
      ((CachedStateStore<?, ?>) driver.getStateStore("before-commit")).flushCache();
      committing = false;
      driver.advanceWallClockTime(Duration.ZERO);
      written(driver, CHANGELOG).forEach(this::row);
      written(driver, TOPICS.assets()).forEach(summaries::add);
      written(driver, TOPICS.alerts()).forEach(alerts::add);
      sent.addAll(written(driver, SENT));
    }
    for (TestRecord<byte[], byte[]> record : sent) {
      commands.add(record);
      commandsInRecords += wire.decode(record.value(), NOW.toEpochMilli()).commands().size();
      waiting
          .get(Partitioning.partition(new String(record.key(), StandardCharsets.UTF_8), partitions))
          .add(new Input(TOPICS.graph(), record.key(), record.value()));
    }
  }

  void rest() {
    while (waiting.stream().anyMatch(queue -> !queue.isEmpty())) {
      interval();
    }
  }

  private void row(TestRecord<byte[], byte[]> row) {
    rows.computeIfAbsent((char) row.key()[0], tag -> new Written()).add(row);
  }

  private static List<TestRecord<byte[], byte[]>> written(TopologyTestDriver driver, String topic) {
    return driver.producedTopicNames().contains(topic)
        ? driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList()
        : List.of();
  }

  long rowRecords() {
    return rows.values().stream().mapToLong(written -> written.records).sum();
  }

  long rowBytes() {
    return rows.values().stream().mapToLong(written -> written.bytes).sum();
  }

  /** Forgets what was counted so far. */
  void forget() {
    rows.clear();
    commandsInRecords = 0;
    for (Written written : List.of(commands, summaries, alerts)) {
      written.records = 0;
      written.bytes = 0;
    }
  }

  private int register(String subject, String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema);
  }

  @Override
  public void close() {
    drivers.forEach(TopologyTestDriver::close);
  }
}
