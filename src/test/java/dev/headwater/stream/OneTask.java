package dev.headwater.stream;

import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.GraphReader;
import dev.headwater.stream.store.GraphState;
import dev.headwater.stream.store.ScanStarts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Runs the topology as a single task in a test driver. The state survives a restart under another
 * policy.
 */
public final class OneTask implements AutoCloseable {
  private final Map<Integer, String> schemas = new HashMap<>();
  private final Progress progress;
  private final StreamCodec codec =
      new StreamCodec(this::register, schemas::get, TopicNames.DEFAULT);
  private final AlertDecoder decoder = new AlertDecoder(schemas::get);
  private final StoreCounts counts = new StoreCounts();
  private Optional<Duration> alertsKept = Optional.empty();
  private boolean follows;
  private Runnable beforeRecord = () -> {};
  private Instant now;
  private TopologyTestDriver driver;

  public OneTask(Policy policy, Instant now) {
    this(policy, now, AssetListener.NONE);
  }

  /** As above, with a listener for changed assets. */
  public OneTask(Policy policy, Instant now, AssetListener listener) {
    this(policy, now, listener, StreamCounts.off());
  }

  /** As above, and counts what the task does. */
  OneTask(Policy policy, Instant now, AssetListener listener, StreamCounts counted) {
    this.progress = new Progress(listener, counted);
    this.now = now;
    this.driver = start(policy);
  }

  /**
   * Returns the counts of store operations so far, by threads that have StreamThread in their name,
   * as the threads of Kafka Streams have.
   */
  public StoreCounts.Snapshot storeCounts() {
    return counts.snapshot();
  }

  private TopologyTestDriver start(Policy policy) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "one-task");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return new TopologyTestDriver(
        GraphTopology.build(
            new StreamSettings(
                TopicNames.DEFAULT,
                1,
                policy,
                StreamSettings.DEFAULT_BUDGET,
                alertsKept,
                follows,
                beforeRecord,
                () -> {}),
            codec,
            progress,
            TaskPartition.CONSUMED,
            TopicNames.DEFAULT.graph(),
            CountedStore.of(Stores.inMemoryKeyValueStore(GraphTopology.STORE), counts)),
        properties,
        now);
  }

  /** Restarts the task with the rows that it has left, under this policy. */
  void restart(Policy policy) {
    List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = store().all()) {
      all.forEachRemaining(rows::add);
    }
    driver.close();
    driver = start(policy);
    rows.forEach(row -> store().put(row.key, row.value));
  }

  /** Restarts the task with the rows that it has left, as one that follows, or as one in charge. */
  void restart(boolean following) {
    follows = following;
    restart(Policy.DEFAULT);
  }

  /** Restarts the task, which keeps resolved alerts for so long; empty: for ever. */
  void restartKeepingAlerts(Optional<Duration> kept) {
    alertsKept = kept;
    restart(Policy.DEFAULT);
  }

  /** Restarts the task, which runs this before each record. */
  void restart(Runnable before) {
    beforeRecord = before;
    restart(Policy.DEFAULT);
  }

  /** Sends an event that arrived at Kafka at {@code arrival}. */
  public void send(LineageEvent event, Instant arrival) {
    send(encoded(event), new RecordHeaders(), arrival);
  }

  /** Sends an event with the number that its producer gave it. */
  void send(LineageEvent event, String producer, long number, Instant arrival) {
    send(encoded(event), headers(producer, Long.toString(number)), arrival);
  }

  /** Sends a command as another task would. */
  void send(CommandEnvelope command, Instant sentAt) {
    send(command, TraceHeaders.write(List.of(command)), sentAt);
  }

  /** As above, with these headers. */
  void send(CommandEnvelope command, Headers headers, Instant sentAt) {
    codec.write(
        List.of(command),
        sentAt.toEpochMilli(),
        (commands, value) ->
            driver
                .createInputTopic(
                    TopicNames.DEFAULT.graph(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(
                    new TestRecord<>(
                        commands.get(0).command().target().key(),
                        value,
                        headers,
                        Instant.ofEpochMilli(command.causeMillis()))));
  }

  /** Sends any bytes to the topic of events. */
  void send(byte[] value, Headers headers, Instant arrival) {
    driver
        .createInputTopic(
            TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>("key".getBytes(StandardCharsets.UTF_8), value, headers, arrival));
  }

  byte[] encoded(LineageEvent event) {
    return new EventEncoder(this::register, TopicNames.DEFAULT.events()).encode(event);
  }

  static Headers headers(String producer, String number) {
    return new RecordHeaders()
        .add("headwater-producer", producer.getBytes(StandardCharsets.UTF_8))
        .add("headwater-sequence", number.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the number of rows in the store. */
  long rowCount() {
    long count = 0;
    try (KeyValueIterator<Bytes, byte[]> all = store().all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  /** Visits all rows of the store, in the order of their keys. */
  public void eachRow(BiConsumer<Bytes, byte[]> visit) {
    try (KeyValueIterator<Bytes, byte[]> all = store().all()) {
      all.forEachRemaining(row -> visit.accept(row.key, row.value));
    }
  }

  /** Puts a row into the store beside the task, as a restore does. */
  void putRow(byte[] key, byte[] value) {
    store().put(Bytes.wrap(key), value);
  }

  /**
   * Advances the clock in steps of 50 ms, because the driver ticks a task's clock only once for
   * each step.
   */
  void passTime(Duration duration) {
    Instant end = now.plus(duration);
    while (now.isBefore(end)) {
      now = now.plusMillis(50);
      driver.advanceWallClockTime(Duration.ofMillis(50));
    }
  }

  /** Whether the task remembers alerts of before a reset. */
  boolean hasFormerAlerts() {
    return progress.hasFormerAlerts();
  }

  /** Says that the state is built anew. */
  void rebuilt() {
    progress.rebuilt();
  }

  /** Returns the alerts that were delivered since the last call, and skips tombstones. */
  public List<Alert> alerts() {
    if (!driver.producedTopicNames().contains(TopicNames.DEFAULT.alerts())) {
      return List.of();
    }
    TestOutputTopic<byte[], byte[]> topic =
        driver.createOutputTopic(
            TopicNames.DEFAULT.alerts(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return topic.readValuesToList().stream().filter(Objects::nonNull).map(decoder::decode).toList();
  }

  /** Returns the keys of the alerts that were deleted since the last call, and skips the others. */
  List<String> deletedAlerts() {
    return alertRecords().stream()
        .filter(record -> record.value == null)
        .map(record -> record.key)
        .toList();
  }

  /**
   * Returns the status of each alert that was sent since the last call; "deleted" for a tombstone.
   */
  List<String> alertStatuses() {
    return alertRecords().stream()
        .map(
            record ->
                record.value == null ? "deleted" : decoder.decode(record.value).status().name())
        .toList();
  }

  private List<KeyValue<String, byte[]>> alertRecords() {
    return driver
        .createOutputTopic(
            TopicNames.DEFAULT.alerts(), new StringDeserializer(), new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  /** Returns the records that were put to quarantine since the last call. */
  List<TestRecord<byte[], byte[]>> quarantined() {
    if (!driver.producedTopicNames().contains(TopicNames.DEFAULT.quarantine())) {
      return List.of();
    }
    return driver
        .createOutputTopic(
            TopicNames.DEFAULT.quarantine(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList();
  }

  public GraphReader rows() {
    return new GraphReader(store(), codec, progress.fronts(0), progress.flushes(0));
  }

  /** Returns another state over the rows of the task, which must be idle. */
  GraphState state() {
    return new GraphState(store(), codec, new ScanStarts(), new Flushes());
  }

  private KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore(GraphTopology.STORE);
  }

  private int register(String subject, String schema) {
    schemas.put(subject.hashCode(), schema);
    return subject.hashCode();
  }

  @Override
  public void close() {
    driver.close();
  }

  public static LineageEvent.Builder event(EventType type, Instant time) {
    return LineageEvent.builder(type)
        .eventId(UUID.randomUUID())
        .eventTime(time)
        .producer("https://git.example/p")
        .job(new Job("pipelines", "j"))
        .run("r");
  }

  public static Input input(Asset asset, Role role) {
    return new Input(
        asset,
        role,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        "",
        List.of(),
        false);
  }

  public static Output output(Asset asset) {
    return new Output(asset, OptionalLong.empty(), OptionalLong.empty(), "", List.of());
  }
}
