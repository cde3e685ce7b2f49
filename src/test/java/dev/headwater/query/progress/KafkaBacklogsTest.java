package dev.headwater.query.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.query.freshness.UnavailableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows on a real broker which records count as waiting. Transaction markers and aborted records do
 * not.
 */
@Timeout(400)
class KafkaBacklogsTest {
  @TempDir static Path data;
  private static EmbeddedBroker broker;
  private static Admin admin;

  private final String run = UUID.randomUUID().toString();
  private final String events = "events-" + run;
  private final String graph = "graph-" + run;
  private final TopicPartition graphZero = new TopicPartition(graph, 0);
  private Consumer<byte[], byte[]> consumer;
  private Backlogs backlogs;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(data, 0);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void topics() throws Exception {
    admin
        .createTopics(
            List.of(new NewTopic(events, 2, (short) 1), new NewTopic(graph, 2, (short) 1)))
        .all()
        .get();
    Map<String, Object> config = new HashMap<>(KafkaBacklogs.CONSUMER);
    config.put("bootstrap.servers", broker.bootstrapServers());
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    backlogs = new KafkaBacklogs(admin, consumer, "group-" + run, events, graph, 2);
  }

  @AfterEach
  void close() {
    consumer.close();
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void send(Producer<byte[], byte[]> producer, String topic) throws Exception {
    producer.send(new ProducerRecord<>(topic, 0, new byte[0], new byte[] {1})).get();
  }

  private void commit(String topic, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            "group-" + run, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  /** A single look may end undecided, before the broker has answered. */
  private void awaitEmpty() {
    await().until(() -> backlogs.read().isEmpty());
  }

  @Test
  void nothingSent_nothingWaits() {
    assertThat(backlogs.read()).isEqualTo(new Backlog(0, 0, false, 0));
  }

  @Test
  void aLook_readsLittleOfALargeBacklog() throws Exception {
    try (Producer<byte[], byte[]> plain = producer(Map.of())) {
      for (int i = 0; i < 50; i++) {
        plain.send(new ProducerRecord<>(events, 0, new byte[0], new byte[20_000])).get();
      }
    }

    assertThat(backlogs.read().events()).isEqualTo(50);

    double received =
        consumer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("incoming-byte-total"))
            .filter(metric -> metric.metricName().group().equals("consumer-metrics"))
            .mapToDouble(metric -> (double) metric.metricValue())
            .sum();
    assertThat(received).as("bytes received of 1 MB").isBetween(20_000.0, 200_000.0);
  }

  @Test
  void records_waitUntilTheyAreCommitted() throws Exception {
    try (Producer<byte[], byte[]> plain = producer(Map.of())) {
      send(plain, events);
      send(plain, events);
      assertThat(backlogs.read().events()).isEqualTo(2);
      commit(events, 1);
      assertThat(backlogs.read().events()).isEqualTo(1);
      commit(events, 2);
      assertThat(backlogs.read().isEmpty()).isTrue();
      assertThat(backlogs.read().ends()).isEqualTo(2);
    }
  }

  @Test
  void whatIsLeftOfTransactions_doesNotWait() throws Exception {
    try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", run))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      send(transactional, graph);
      transactional.commitTransaction();
      await().until(() -> !backlogs.read().openTransactions());
      assertThat(backlogs.read().graph()).isPositive();

      commit(graph, 1);
      assertThat(end()).isEqualTo(2);
      awaitEmpty();

      transactional.beginTransaction();
      send(transactional, graph);
      transactional.abortTransaction();
      await().until(() -> !backlogs.read().openTransactions());
      assertThat(end()).isEqualTo(4);
      awaitEmpty();

      transactional.beginTransaction();
      send(transactional, graph);
      transactional.commitTransaction();
      await().until(() -> !backlogs.read().openTransactions());
      assertThat(backlogs.read().graph()).isPositive();
    }
  }

  @Test
  void anOpenTransaction_isSeen() throws Exception {
    try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", run))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      send(transactional, graph);

      assertThat(backlogs.read().openTransactions()).isTrue();
      assertThat(backlogs.read().isEmpty()).isFalse();

      transactional.abortTransaction();
      awaitEmpty();
    }
  }

  @Test
  void noBroker_isAnError() {
    try (Admin nobody =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "default.api.timeout.ms",
                "1000",
                "request.timeout.ms",
                "500"))) {
      assertThatThrownBy(
              () -> new KafkaBacklogs(nobody, consumer, "group", events, graph, 2).read())
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("Kafka does not answer");
    }
  }

  private long end() {
    return consumer.endOffsets(List.of(graphZero)).get(graphZero);
  }
}
