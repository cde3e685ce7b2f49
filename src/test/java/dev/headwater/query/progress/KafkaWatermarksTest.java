package dev.headwater.query.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
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
 * Shows on a real broker where topics end, how far a group has committed, and which record between
 * them will be processed.
 */
@Timeout(400)
class KafkaWatermarksTest {
  private static final Feed.Place EVENTS = new Feed.Place(Feed.EVENTS, 0);

  @TempDir static Path data;
  private static EmbeddedBroker broker;
  private static Admin admin;

  private final String run = UUID.randomUUID().toString();
  private final String events = "events-" + run;
  private final TopicPartition zero = new TopicPartition(events, 0);
  private Consumer<byte[], byte[]> consumer;
  private Watermarks watermarks;

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
    admin.createTopics(List.of(new NewTopic(events, 2, (short) 1))).all().get();
    Map<String, Object> config = new HashMap<>(KafkaBacklogs.CONSUMER);
    config.put("bootstrap.servers", broker.bootstrapServers());
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    watermarks =
        new KafkaWatermarks(
            admin,
            consumer,
            "group-" + run,
            Map.of(Feed.EVENTS, new KafkaWatermarks.Topic(events, 2)));
  }

  @AfterEach
  void close() {
    consumer.close();
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(Producer<byte[], byte[]> producer) throws Exception {
    producer.send(new ProducerRecord<>(events, 0, new byte[0], new byte[] {1})).get();
  }

  private void commit(long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets("group-" + run, Map.of(zero, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  /**
   * Looks until a record is found. A single look may end undecided, before the broker has answered.
   */
  private Watermarks.Waiting found(long from, long end) {
    return await()
        .until(() -> watermarks.next(EVENTS, from, end).record(), Optional::isPresent)
        .orElseThrow();
  }

  private long end() {
    return watermarks.ends().of(Feed.EVENTS).get(0);
  }

  @Test
  void offsets_areThoseOfGroupAndTopic() throws Exception {
    assertThat(watermarks.committed().of(Feed.EVENTS)).containsExactly(0L, 0L);
    try (Producer<byte[], byte[]> plain = producer(Map.of())) {
      send(plain);
      send(plain);
    }
    commit(1);
    assertThat(watermarks.committed().of(Feed.EVENTS)).containsExactly(1L, 0L);
    assertThat(watermarks.ends().of(Feed.EVENTS)).containsExactly(2L, 0L);
    Watermarks.Waiting waiting = found(1, 2);
    assertThat(waiting.offset()).isEqualTo(1);
    assertThat(System.currentTimeMillis() - waiting.millis()).isBetween(0L, 60_000L);
  }

  @Test
  void theEnd_countsRecordsOfOpenTransactions() throws Exception {
    try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", run))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      send(transactional);

      assertThat(end()).isEqualTo(1);
      assertThat(watermarks.next(EVENTS, 0, 1).record()).isEmpty();
      assertThat(watermarks.next(EVENTS, 0, 1).isNothing()).as("still open").isFalse();

      transactional.abortTransaction();
    }
    await().until(() -> watermarks.next(EVENTS, 0, end()).isNothing());
  }

  @Test
  void markers_areNothing_andARecordBehindThemIsFound() throws Exception {
    try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", run))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      send(transactional);
      transactional.commitTransaction();
      await().until(() -> end() == 2);
      assertThat(found(0, 2).offset()).isZero();
      await().until(() -> watermarks.next(EVENTS, 1, 2).isNothing());

      transactional.beginTransaction();
      send(transactional);
      transactional.commitTransaction();
      assertThat(found(1, 4).offset()).isEqualTo(2);
      await("before the end").until(() -> watermarks.next(EVENTS, 1, 2).isNothing());
    }
  }

  @Test
  void recordsThatExpired_doNotHideThoseThatDidNot() throws Exception {
    try (Producer<byte[], byte[]> plain = producer(Map.of())) {
      for (int i = 0; i < 5; i++) {
        send(plain);
      }
    }
    admin.deleteRecords(Map.of(zero, RecordsToDelete.beforeOffset(3))).all().get();

    assertThat(found(1, 5).offset()).isEqualTo(3);
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
      Watermarks away =
          new KafkaWatermarks(
              nobody, consumer, "group", Map.of(Feed.EVENTS, new KafkaWatermarks.Topic(events, 2)));
      assertThatThrownBy(away::ends).isInstanceOf(UnavailableException.class);
      assertThatThrownBy(away::committed).isInstanceOf(UnavailableException.class);
    }
  }
}
