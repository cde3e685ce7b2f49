package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.stream.StateAge;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Histories;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.GraphReader;
import dev.headwater.stream.store.StateDigest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that a reset followed by a rebuild from the events gives the same state: the digests of all
 * partitions are equal. So does a start with state that is too old to be used.
 */
class RebuildIT {
  private static final int PARTITIONS = 3;
  private static final int EVENTS = 600;
  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final Histories.Place PLACE = new Histories.Place("lab", UnaryOperator.identity());

  @TempDir private Path folder;

  @Test
  @Timeout(900)
  void reset_andAnotherRun_giveTheSameDigest() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry devRegistry = DevRegistry.start(broker.bootstrapServers(), 0);
        SchemaRegistry registry = SchemaRegistry.connect(List.of(devRegistry.url()), Map.of())) {
      Settings settings =
          Settings.of(
              Map.of(
                  "bootstrap.servers", broker.bootstrapServers(),
                  "registry.url", devRegistry.url().toString(),
                  "topic.partitions", Integer.toString(PARTITIONS),
                  "state.dir", folder.resolve("state").toString(),
                  "policy.file", policy().toString(),
                  "instance.id", "test",
                  "http.port", "0"));
      StreamCodec codec = new StreamCodec(registry::register, registry::schemaById, TOPICS);
      List<String> first;
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        List<String> empty = digests(broker.bootstrapServers(), codec);
        send(broker.bootstrapServers(), registry);
        awaitRest(headwater);
        first = settled(broker.bootstrapServers(), codec, empty);
      }
      Path old = makeOld();
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        awaitRest(headwater);
        assertThat(old).as("old state").doesNotExist();
        assertThat(digests(broker.bootstrapServers(), codec)).containsExactlyElementsOf(first);
      }
      new Reset(settings).run();
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        await()
            .atMost(Duration.ofSeconds(90))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(
                () ->
                    assertThat(digests(broker.bootstrapServers(), codec))
                        .containsExactlyElementsOf(first));
      }
    }
  }

  /**
   * Makes the state on disk look as if it had not followed Kafka for long; returns a file of it.
   */
  private Path makeOld() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("state"))) {
      Path task =
          all.filter(Files::isDirectory)
              .filter(path -> path.endsWith("0_0"))
              .findFirst()
              .orElseThrow();
      Path note = task.getParent().getParent().resolve("followed-kafka");
      Files.writeString(note, "");
      Files.setLastModifiedTime(
          note, FileTime.from(Instant.now().minus(StateAge.MOST).minusSeconds(60)));
      return Files.writeString(task.resolve("of-the-old-state"), "");
    }
  }

  /**
   * Writes a policy without a grace for lost events. A grace could be over in one of the runs and
   * not in the other.
   */
  private Path policy() throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), "rules: {LOST_EVENTS: {grace: 0s}}\n");
  }

  private static void send(String servers, SchemaRegistry registry) {
    EventEncoder encoder = new EventEncoder(registry::register, TOPICS.events());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      int number = 0;
      for (Arrival arrival : Histories.random(11, EVENTS, EVENTS, PLACE).log()) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                TOPICS.events(),
                arrival.event().key().getBytes(UTF_8),
                encoder.encode(arrival.event()));
        number += number % 50 == 7 ? 2 : 1; // skips a number now and then: a lost event
        record.headers().add("headwater-producer", "host-1-42-9f86d081".getBytes(UTF_8));
        record.headers().add("headwater-sequence", Integer.toString(number).getBytes(UTF_8));
        producer.send(record);
      }
    }
  }

  private static void awaitRest(Headwater headwater) {
    HttpRequest status =
        HttpRequest.newBuilder(URI.create(headwater.url() + "/api/v1/status")).build();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                HttpClient.newHttpClient()
                    .send(status, BodyHandlers.ofString())
                    .body()
                    .contains("\"quiescent\":true"));
  }

  /**
   * Waits until three readings in a row give the same digests, other than those of an empty state,
   * and returns them.
   */
  private static List<String> settled(String servers, StreamCodec codec, List<String> empty) {
    List<List<String>> seen = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(180))
        .pollInterval(Duration.ofSeconds(6)) // longer than missing events wait for judgement
        .until(
            () -> {
              seen.add(digests(servers, codec));
              int last = seen.size() - 1;
              return last > 1
                  && seen.get(last).equals(seen.get(last - 1))
                  && seen.get(last).equals(seen.get(last - 2))
                  && !seen.get(last).equals(empty);
            });
    return seen.get(seen.size() - 1);
  }

  private static List<String> digests(String servers, StreamCodec codec) {
    List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      stores.add(Stores.inMemoryKeyValueStore(GraphTopology.STORE).get());
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(
                  p -> new TopicPartition("headwater-" + GraphTopology.STORE + "-changelog", p))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(row -> stores.get(row.partition()).put(Bytes.wrap(row.key()), row.value()));
      }
    }
    return stores.stream().map(store -> StateDigest.of(new GraphReader(store, codec))).toList();
  }
}
