package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.dev.EmbeddedBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Writes transactions to a real broker, and asks what is behind an offset. */
@Timeout(300)
class ChangelogTailIT {
  /** A record is found at once, so the time that a look takes does not decide. */
  private static final Duration LONG = Duration.ofSeconds(3);

  private static EmbeddedBroker broker;
  private static Admin admin;

  private TopicPartition changelog;
  private ChangelogTail tail;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.startTemporary(0);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void changelogWithTwoRecords(TestInfo test) throws Exception {
    String topic = test.getTestMethod().orElseThrow().getName();
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    changelog = new TopicPartition(topic, 0);
    Map<String, Object> settings = new HashMap<>(ChangelogTail.CONSUMER);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    tail =
        new ChangelogTail(
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                topic),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    write(2);
    producer.commitTransaction();
    awaitEnd(3); // two records and a marker
    awaitEmpty();
  }

  @AfterEach
  void close() {
    producer.close();
    tail.close();
    assertThatThrownBy(() -> tail.isEmpty(changelog, 2, 3, LONG))
        .as("its consumer is closed")
        .isInstanceOf(IllegalStateException.class);
  }

  private void write(int records) throws Exception {
    producer.beginTransaction();
    for (int i = 0; i < records; i++) {
      producer.send(new ProducerRecord<>(changelog.topic(), new byte[] {1}, new byte[] {2})).get();
    }
  }

  /** The marker of a transaction is written soon after the transaction ends. */
  private void awaitEnd(long expected) {
    await().until(this::end, end -> end == expected);
  }

  private void awaitEmpty() {
    await().until(() -> tail.isEmpty(changelog, 2, end(), LONG));
  }

  private long end() throws Exception {
    return admin
        .listOffsets(Map.of(changelog, OffsetSpec.latest()))
        .partitionResult(changelog)
        .get()
        .offset();
  }

  @Test
  void marker_isNoRecord() {
    awaitEmpty();
  }

  @Test
  void aRecord_isFound() throws Exception {
    assertThat(tail.isEmpty(changelog, 1, end(), LONG)).isFalse();
  }

  @Test
  void abortedRecords_areNoRecords() throws Exception {
    write(5);
    producer.abortTransaction();

    awaitEnd(9); // five more and another marker
    awaitEmpty();
  }

  @Test
  void aRecordBehindAbortedOnes_isFound() throws Exception {
    write(5);
    producer.abortTransaction();
    write(1);
    producer.commitTransaction();
    awaitEnd(11);

    assertThat(tail.isEmpty(changelog, 2, end(), LONG)).isFalse();
  }

  @Test
  void aTransactionThatIsNotComplete_mayHaveRecords() throws Exception {
    write(1);

    assertThat(tail.isEmpty(changelog, 2, end(), LONG)).isFalse();
    producer.abortTransaction();
    awaitEmpty();
  }

  @Test
  void recordsThatWereRemovedUnread_mayHaveBeenThere() throws Exception {
    write(3);
    producer.commitTransaction();
    awaitEnd(7);
    admin.deleteRecords(Map.of(changelog, RecordsToDelete.beforeOffset(end()))).all().get();

    assertThat(tail.isEmpty(changelog, 2, end(), LONG)).isFalse();
  }
}
