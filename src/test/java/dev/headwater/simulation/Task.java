package dev.headwater.simulation;

import dev.headwater.engine.Policy;
import dev.headwater.engine.View;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.SpreadsQuestion;
import dev.headwater.query.stored.StoredReads;
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
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Runs one task of the topology in a test driver, in transactions as in a cluster. All that the
 * task reads, writes and sends belongs to the open transaction until {@link #commit}. Under
 * exactly-once, a crash undoes all of that. Under at-least-once, a crash may lose the messages of
 * the transaction although its rows are in the changelog already; the task reads the records of the
 * transaction again all the same. After a crash, the store has the rows of the changelog that
 * survived.
 */
final class Task implements AutoCloseable {
  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final String GRAPH_SINK = "outgoing";

  /**
   * The number of rows that may wait for a commit. It is so low that a large transaction has to
   * write before its end.
   */
  private static final int KEPT_BACK = 60;

  /**
   * The limit on the spreading events that {@link #spreads} lists. It is so low that some answers
   * have to report that there are more.
   */
  private static final int FEW = 2;

  private static final String BEFORE_COMMIT = "before-commit";
  private static final String CHANGELOG = "simulation-" + GraphTopology.STORE + "-changelog";

  /** What survives a crash. */
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

  /** A record of one of the two input topics: of events, or of commands. */
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

  /** The offset in the graph topic of the first record that this driver read. */
  private long graphBase;

  /**
   * @param partition the partition that the task consumes
   * @param ownedOf the number of partitions that the task believes there are; with 1, it owns every
   *     asset
   * @param budget the work budget of one record
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

  /** Returns the number of records that were read since the last commit. */
  int uncommitted() {
    return uncommitted.size();
  }

  /** Returns the number of records of one topic that were read since the last commit. */
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

  /** Advances the clock of the task. The task does what is due. */
  void passTime(Duration duration) {
    driver.advanceWallClockTime(duration);
  }

  /** Begins to end the transaction: writes and sends what was kept back. */
  void flush() {
    flush(Integer.MAX_VALUE);
  }

  /**
   * Begins to end the transaction, with a store that fails after some writes.
   *
   * @param puts the number of rows after which the store fails
   * @return false if the store failed; the task must then {@link #crash}
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
    driver.advanceWallClockTime(Duration.ZERO); // the driver then hands out what was sent
    return true;
  }

  /**
   * Ends the transaction, after {@link #flush}. Returns what it wrote, which is visible from now
   * on.
   */
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
   * Crashes within a transaction and starts again. Returns the records that the task has to read
   * again.
   *
   * @param graphCommitted the committed offset of the graph topic
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

  /**
   * Returns the events that are being spread, as readers see them: possibly ahead of the commit.
   */
  SpreadsQuestion.Spreads spreads() {
    GraphReader reader =
        new GraphReader(
            driver.getKeyValueStore(GraphTopology.STORE),
            wire.stream,
            progress.fronts(ownedOf == 1 ? 0 : partition),
            progress.flushes(ownedOf == 1 ? 0 : partition));
    // This driver restores rows only after the processor has started, so the processor does not
    // count the spreads in them. A cluster restores rows first. The test therefore lists the
    // spreads from the rows.
    List<String> events =
        new GraphReader(driver.getKeyValueStore(GraphTopology.STORE), wire.stream).spreads(FEW);
    long ended = reader.spreadEndedAt();
    return new SpreadsQuestion.Spreads(
        events, events.size() == FEW, ended == 0 ? 0 : graphBase + ended);
  }

  /** Returns the rows as the queries read them. */
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

  /** Returns the rows that would survive a crash, as the changelog has them. */
  Map<Bytes, byte[]> committedRows() {
    return Map.copyOf(committed);
  }

  /** Returns rows of a copy as the queries read them. */
  PartitionReads reads(ReadOnlyKeyValueStore<Bytes, byte[]> copy, Instant now) {
    return new StoredReads(
        partition,
        new GraphReader(copy, wire.stream),
        new Progress(),
        Policy.DEFAULT,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Returns the rows that would survive a crash. */
  View committedView() {
    KeyValueStore<Bytes, byte[]> rows = Stores.inMemoryKeyValueStore("committed").get();
    committed.forEach(rows::put);
    return new GraphReader(rows, wire.stream);
  }

  GraphReader view() {
    return new GraphReader(driver.getKeyValueStore(GraphTopology.STORE), wire.stream);
  }

  /** Returns the records that were written to a topic since the last call. */
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
