package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.GraphReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that the trace of an event reaches the owners of its outputs in other partitions, in the
 * headers of the commands' records. Each partition is a task in a test driver of its own; the test
 * carries the records of commands from one to the other.
 */
class TracesBetweenTasksTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int PARTITIONS = 2;
  private static final String OUTGOING = "outgoing";
  private static final TraceParent FIRST =
      TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").orElseThrow();
  private static final TraceParent SECOND =
      TraceParent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00").orElseThrow();

  private final Map<Integer, String> schemas = new HashMap<>();
  private final StreamCodec codec =
      new StreamCodec(this::register, schemas::get, TopicNames.DEFAULT);
  private final List<Progress> progress = new ArrayList<>();
  private final List<TopologyTestDriver> tasks =
      IntStream.range(0, PARTITIONS).mapToObj(this::task).toList();

  private TopologyTestDriver task(int partition) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "traces");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    Progress ofTask = new Progress();
    progress.add(ofTask);
    return new TopologyTestDriver(
        GraphTopology.build(
            new StreamSettings(
                TopicNames.DEFAULT, PARTITIONS, Policy.DEFAULT, StreamSettings.DEFAULT_BUDGET),
            codec,
            ofTask,
            task -> partition,
            OUTGOING,
            Stores.inMemoryKeyValueStore(GraphTopology.STORE)),
        properties,
        NOW);
  }

  private int register(String subject, String schema) {
    schemas.put(subject.hashCode(), schema);
    return subject.hashCode();
  }

  @AfterEach
  void close() {
    tasks.forEach(TopologyTestDriver::close);
  }

  private static Asset asset(int partition, String name) {
    return IntStream.range(0, 100)
        .mapToObj(i -> Asset.of(AssetKind.DATASET, "lab", name + "-" + i, "1"))
        .filter(one -> Partitioning.partition(one.key(), PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  private void send(int partition, LineageEvent event, Optional<TraceParent> traceParent) {
    tasks
        .get(partition)
        .createInputTopic(
            TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                new byte[0], codec.encode(event), TraceHeaders.write(traceParent), NOW));
    carry();
  }

  /** Carries records of commands until there are no more. */
  private void carry() {
    boolean more = true;
    while (more) {
      more = false;
      for (TopologyTestDriver from : tasks) {
        for (TestRecord<byte[], byte[]> record : read(from, OUTGOING)) {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          tasks
              .get(Partitioning.partition(key, PARTITIONS))
              .createInputTopic(
                  TopicNames.DEFAULT.graph(), new ByteArraySerializer(), new ByteArraySerializer())
              .pipeInput(record);
          more = true;
        }
      }
    }
  }

  private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver from, String topic) {
    return from.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private Optional<TraceParent> trace(Asset asset, LineageEvent event) {
    int owner = Partitioning.partition(asset.key(), PARTITIONS);
    GraphReader rows =
        new GraphReader(
            tasks.get(owner).getKeyValueStore(GraphTopology.STORE),
            codec,
            progress.get(owner).fronts(owner),
            progress.get(owner).flushes(owner));
    return rows.contribution(asset, event.eventId()).orElseThrow().traceParent();
  }

  private static LineageEvent ingest(List<Asset> outputs) {
    return OneTask.event(EventType.INGEST, NOW)
        .outputs(outputs.stream().map(OneTask::output).toList())
        .build();
  }

  @Test
  void trace_reachesEveryOwner_whereverTheRecordCame() {
    Asset here = asset(0, "here");
    Asset there = asset(1, "there");
    for (int partition = 0; partition < PARTITIONS; partition++) {
      LineageEvent one = ingest(List.of(here, there));
      LineageEvent other = ingest(List.of(there, here));
      LineageEvent plain = ingest(List.of(there, here));

      send(partition, one, Optional.of(FIRST));
      send(partition, plain, Optional.empty());
      send(partition, other, Optional.of(SECOND));

      for (Asset asset : List.of(here, there)) {
        assertThat(trace(asset, one)).contains(FIRST);
        assertThat(trace(asset, other)).contains(SECOND);
        assertThat(trace(asset, plain)).isEmpty();
      }
    }
  }

  @Test
  void trace_goesOnWithTheRestOfAnEventOfManyOutputs() {
    List<Asset> outputs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      outputs.add(asset(i % PARTITIONS, "part" + i));
    }
    LineageEvent event = ingest(outputs);

    send(1, event, Optional.of(FIRST));

    assertThat(outputs).allSatisfy(asset -> assertThat(trace(asset, event)).contains(FIRST));
  }

  @Test
  void conflict_thatAnotherPartitionFinds_isQuarantinedWithItsTrace() {
    Asset there = asset(1, "there");
    LineageEvent event = ingest(List.of(there));
    LineageEvent conflict =
        OneTask.event(EventType.CLEAN, NOW)
            .eventId(event.eventId())
            .outputs(List.of(OneTask.output(there)))
            .build();
    send(0, event, Optional.of(FIRST));

    send(0, conflict, Optional.of(SECOND));

    List<TestRecord<byte[], byte[]>> quarantined =
        read(tasks.get(1), TopicNames.DEFAULT.quarantine());
    assertThat(quarantined).hasSize(1);
    assertThat(TraceHeaders.read(quarantined.get(0).headers())).contains(SECOND);
    assertThat(trace(there, event)).contains(FIRST);
  }

  @Test
  void header_saysWhichCommandsOfARecordHaveATrace() {
    LineageEvent event = ingest(List.of(asset(0, "a")));
    Asset asset = asset(0, "a");
    List<CommandEnvelope> plain =
        List.of(
            new CommandEnvelope(new GraphCommand.Admit(asset, event, 1), 5, 6),
            new CommandEnvelope(new GraphCommand.AssessOrigin(asset), 5),
            new CommandEnvelope(new GraphCommand.Contribute(asset, event, 1), 7, 8),
            new CommandEnvelope(new GraphCommand.Spread(asset, event, 1), 9));
    List<CommandEnvelope> traced =
        List.of(
            plain.get(0),
            plain.get(1),
            plain.get(2).next(new GraphCommand.Contribute(asset, event, 1).within(FIRST)),
            plain.get(3).next(new GraphCommand.Spread(asset, event, 1).within(SECOND)));

    assertThat(TraceHeaders.write(plain)).isEmpty();
    Headers headers = TraceHeaders.write(traced);
    CommandBatch decoded = new CommandBatch(plain, OptionalLong.of(1));

    assertThat(headers).hasSize(1);
    assertThat(TraceHeaders.read(headers, decoded))
        .isEqualTo(new CommandBatch(traced, OptionalLong.of(1)));
    assertThat(TraceHeaders.read(new RecordHeaders(), decoded)).isSameAs(decoded);
  }

  @Test
  void headerOfCommands_thatIsNotOfItsForm_isIgnored() {
    CommandBatch batch =
        new CommandBatch(
            List.of(new CommandEnvelope(new GraphCommand.AssessOrigin(asset(0, "a")), 5)),
            OptionalLong.empty());
    ByteBuffer entry = ByteBuffer.allocate(Integer.BYTES + TraceParent.BYTES);
    List<byte[]> values = new ArrayList<>();
    values.add(null);
    values.add(new byte[7]);
    values.add(entry.duplicate().putInt(1).put(FIRST.toBytes()).array().clone());
    values.add(entry.duplicate().putInt(-1).put(FIRST.toBytes()).array().clone());
    values.add(entry.duplicate().putInt(0).put(FIRST.toBytes()).array().clone());
    values.add(new byte[Integer.BYTES + TraceParent.BYTES]);

    for (byte[] value : values) {
      assertThat(TraceHeaders.read(new RecordHeaders().add(TraceHeaders.COMMANDS, value), batch))
          .isEqualTo(batch);
    }
  }
}
