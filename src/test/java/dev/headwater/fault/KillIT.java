package dev.headwater.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.agreement.Agreement;
import dev.headwater.agreement.AlertTopic;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import dev.headwater.oracle.Oracle;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.GraphReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processor is killed three times at random moments, while 2,000 random events and their
 * duplicates come in over a real broker, and holds in the end what the oracle says: exactly once.
 * Prints its seed; {@code -Dseed=N} sends the same events again (the moments are the machine's).
 */
class KillIT {
  static final int PARTITIONS = 4;

  private static final int EVENTS = 2_000;
  private static final int NAMES = 2_500;
  private static final int KILLS = 3;
  private static final TopicNames TOPICS = TopicNames.DEFAULT;

  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void killedProcessor_goesOnAsIfNothingHadHappened() throws Exception {
    long seed = Long.getLong("seed", new Random().nextInt(1_000_000));
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    History history = Histories.random(seed, NAMES, EVENTS);
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry devRegistry = DevRegistry.start(broker.bootstrapServers(), 0);
        SchemaRegistry registry = SchemaRegistry.connect(List.of(devRegistry.url()), Map.of())) {
      String servers = broker.bootstrapServers();
      EventEncoder encoder = new EventEncoder(registry::register, TOPICS.events());
      List<LineageEvent> events = history.log().stream().map(Arrival::event).toList();
      for (int kill = 0; kill <= KILLS; kill++) {
        ProcessorProcess processor = ProcessorProcess.start(servers, devRegistry.url(), folder);
        int from = events.size() * kill / (KILLS + 1);
        int to = events.size() * (kill + 1) / (KILLS + 1);
        send(servers, encoder, random, events.subList(from, to));
        if (kill < KILLS) {
          processor.killAfter(100 + random.nextInt(4_000));
        } else {
          try (processor) {
            await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(differences(servers, registry, history)).isEmpty());
          }
        }
      }
    }
  }

  private static void send(
      String servers, EventEncoder encoder, Random random, List<LineageEvent> events) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (LineageEvent event : events) {
        String key = random.nextInt(5) == 0 ? UUID.randomUUID().toString() : event.key();
        producer.send(
            new ProducerRecord<>(
                TOPICS.events(), key.getBytes(StandardCharsets.UTF_8), encoder.encode(event)));
      }
    }
  }

  /** What differs between the oracle and all that is committed; nothing is sent meanwhile. */
  private static List<String> differences(
      String servers, SchemaRegistry registry, History history) {
    StreamCodec codec = new StreamCodec(registry::register, registry::schemaById, TOPICS);
    List<Arrival> log = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> event : CommittedTopic.read(servers, TOPICS.events())) {
      log.add(new Arrival(codec.decode(event.value()), Instant.ofEpochMilli(event.timestamp())));
    }
    assertThat(log).hasSameSizeAs(history.log());
    AlertTopic alerts = new AlertTopic();
    AlertDecoder decoder = new AlertDecoder(registry::schemaById);
    CommittedTopic.read(servers, TOPICS.alerts())
        .forEach(alert -> alerts.deliver(decoder.decode(alert.value())));
    List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      stores.add(Stores.inMemoryKeyValueStore(GraphTopology.STORE).get());
    }
    CommittedTopic.read(servers, "headwater-" + GraphTopology.STORE + "-changelog")
        .forEach(row -> stores.get(row.partition()).put(Bytes.wrap(row.key()), row.value()));
    Instant now = Instant.now();
    return Agreement.differences(
        new Oracle(log, Grace.DEFAULT, now),
        history.universe(),
        asset ->
            new GraphReader(stores.get(Partitioning.partition(asset.key(), PARTITIONS)), codec),
        alerts,
        now);
  }
}
