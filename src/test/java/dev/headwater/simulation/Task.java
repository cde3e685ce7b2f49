package dev.headwater.simulation;

import dev.headwater.app.StoredReads;
import dev.headwater.engine.Policy;
import dev.headwater.engine.View;
import dev.headwater.query.PartitionReads;
import dev.headwater.query.SpreadsQuestion;
import dev.headwater.stream.FlushPolicy;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StreamSettings;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.GraphReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * One task of the topology, as a cluster runs it. What it reads, writes and sends is in the open
 * transaction until {@link #commit}. Under exactly-once a crash undoes all of that. Under
 * at-least-once, the changelog may have got through when a crash takes what was to be sent; what
 * was read is read again all the same. After a crash its store is made of the records of the
 * changelog that remain.
 */
final class Task implements AutoCloseable {
  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final String GRAPH_SINK = "outgoing";

  /** So few that a large transaction has to write before its end. */
  private static final int KEPT_BACK = 60;

  /** Events being spread that are told apart, so few that there are more. */
  private static final int FEW = 2;

  private static final String BEFORE_COMMIT = "before-commit";
  private static final String CHANGELOG = "simulation-" + GraphTopology.STORE + "-changelog";

  /** What a crash leaves. */
  enum Guarantee {
    /** Nothing of the open transaction. */
    EXACTLY_ONCE,
    /** What was written to the changelog, and nothing of what was sent. */
    AT_LEAST_ONCE
  }

  /** What a task wrote in one transaction. */
  record Output(
      List<TestRecord<byte[], byte[]>> commands,
      List<byte[]> alerts,
      List<byte[]> summaries,
      int quarantined) {}

  /** A record of one of the two topics. */
  record Input(boolean event, byte[] key, byte[] value, Headers headers, Instant timestamp) {
    Input(boolean event, byte[] key, byte[] value, Instant timestamp) {
      this(event, key, value, new RecordHeaders(), timestamp);
    }
  }

  private final int partition;
  private final int ownedOf;
  private final int budget;
  private final Guarantee guarantee;
  private final Wire wire;
  private final Map<Bytes, byte[]> committed = new HashMap<>();
  private final List<Input> uncommitted = new ArrayList<>();
  private TopologyTestDriver driver;
  private FragileStore store;
  private boolean committing;
  private Progress progress;

  /** The offset of the first record of the graph topic that this driver read. */
  private long graphBase;

  /**
   * @param partition that it consumes
   * @param ownedOf the number of partitions, as the task believes
   */
  Task(int partition, int ownedOf, int budget, Guarantee guarantee, Wire wire, Instant now) {
    this.partition = partition;
    this.ownedOf = ownedOf;
    this.budget = budget;
    this.guarantee = guarantee;
    this.wire = wire;
    this.driver = start(now);
  }

  private TopologyTestDriver start(Instant now) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "simulation");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put("processing.exception.handler.global.enabled", true);
    progress = new Progress();
    return new TopologyTestDriver(
        GraphTopology.build(
            new StreamSettings(TOPICS, ownedOf, Policy.DEFAULT, budget),
            wire.stream,
            progress,
            task -> ownedOf == 1 ? 0 : partition,
            GRAPH_SINK,
            FragileStore.supplier(GraphTopology.STORE, made -> store = made),
            new FlushPolicy(KEPT_BACK, () -> committing)),
        properties,
        now);
  }

  /** How many records were read since the last commit. */
  int uncommitted() {
    return uncommitted.size();
  }

  /** The same, of one of the topics. */
  int uncommitted(boolean event) {
    return (int) uncommitted.stream().filter(input -> input.event() == event).count();
  }

  /** Reads one record. */
  void process(Input input) {
    uncommitted.add(input);
    driver
        .createInputTopic(
            input.event() ? TOPICS.events() : TOPICS.graph(),
            new ByteArraySerializer(),
            new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                input.key(), input.value(), new RecordHeaders(input.headers()), input.timestamp()));
  }

  /** Lets the clock of the task go on; what is due is done. */
  void passTime(Duration duration) {
    driver.advanceWallClockTime(duration);
  }

  /** Begins to end the transaction: what is kept back is written and sent. */
  void flush() {
    flush(Integer.MAX_VALUE);
  }

  /**
   * The same.
   *
   * @param puts after so many rows it fails
   * @return false if it failed; it must then {@link #crash}
   */
  boolean flush(int puts) {
    committing = true;
    store.failAfter(puts);
    try {
      ((CachedStateStore<?, ?>) driver.getStateStore(BEFORE_COMMIT)).flushCache();
    } catch (FragileStore.Broken broken) {
      return false;
    } finally {
      committing = false;
      store.failAfter(Integer.MAX_VALUE);
    }
    driver.advanceWallClockTime(Duration.ZERO); // so that the driver hands out what was sent
    return true;
  }

  /** Ends the transaction, after {@link #flush}; what was written becomes visible. */
  Output commit() {
    keepChangelog();
    uncommitted.clear();
    return new Output(
        written(GRAPH_SINK),
        written(TOPICS.alerts()).stream().map(TestRecord::value).toList(),
        written(TOPICS.assets()).stream().map(TestRecord::value).toList(),
        written(TOPICS.quarantine()).size());
  }

  private void keepChangelog() {
    for (TestRecord<byte[], byte[]> row : written(CHANGELOG)) {
      if (row.value() == null) {
        committed.remove(Bytes.wrap(row.key()));
      } else {
        committed.put(Bytes.wrap(row.key()), row.value());
      }
    }
  }

  /**
   * Ends in the middle, and begins anew; returns what has to be read again.
   *
   * @param graphCommitted the offset at which reading the graph topic goes on
   */
  List<Input> crash(Instant now, long graphCommitted) {
    graphBase = graphCommitted;
    if (guarantee == Guarantee.AT_LEAST_ONCE) {
      keepChangelog();
    }
    driver.close();
    driver = start(now);
    KeyValueStore<Bytes, byte[]> restored = driver.getKeyValueStore(GraphTopology.STORE);
    committed.forEach(restored::put);
    written(CHANGELOG);
    List<Input> again = List.copyOf(uncommitted);
    uncommitted.clear();
    return again;
  }

  /** The events that are being spread, as readers see it: maybe ahead of the commit. */
  SpreadsQuestion.Spreads spreads() {
    GraphReader reader =
        new GraphReader(
            driver.getKeyValueStore(GraphTopology.STORE),
            wire.stream,
            progress.fronts(ownedOf == 1 ? 0 : partition),
            progress.flushes(ownedOf == 1 ? 0 : partition));
    // The driver restores rows after the processor has begun, and counted none; a cluster restores
    // them before.
    List<String> events =
        new GraphReader(driver.getKeyValueStore(GraphTopology.STORE), wire.stream).spreads(FEW);
    long ended = reader.spreadEndedAt();
    return new SpreadsQuestion.Spreads(
        events, events.size() == FEW, ended == 0 ? 0 : graphBase + ended);
  }

  /** The rows as the queries read them. */
  PartitionReads reads(Instant now) {
    int own = ownedOf == 1 ? 0 : partition;
    GraphReader rows =
        new GraphReader(
            driver.getKeyValueStore(GraphTopology.STORE),
            wire.stream,
            progress.fronts(own),
            progress.flushes(own));
    return new StoredReads(
        partition, rows, progress, Policy.DEFAULT, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** What would be left after a crash. */
  View committedView() {
    KeyValueStore<Bytes, byte[]> rows = Stores.inMemoryKeyValueStore("committed").get();
    committed.forEach(rows::put);
    return new GraphReader(rows, wire.stream);
  }

  View view() {
    return new GraphReader(driver.getKeyValueStore(GraphTopology.STORE), wire.stream);
  }

  /** What was written to a topic since this was asked last. */
  private List<TestRecord<byte[], byte[]>> written(String topic) {
    return driver.producedTopicNames().contains(topic)
        ? driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList()
        : List.of();
  }

  @Override
  public void close() {
    driver.close();
  }
}
