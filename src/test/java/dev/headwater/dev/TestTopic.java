package dev.headwater.dev;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of one partition that contains words. Real Kafka clients write and read it. */
final class TestTopic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String bootstrapServers;
  private final String name;
  private final Admin admin;

  TestTopic(String bootstrapServers, String name) {
    this.bootstrapServers = bootstrapServers;
    this.name = name;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  void create() throws Exception {
    admin
        .createTopics(List.of(new NewTopic(name, 1, (short) 1)))
        .all()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  void write(String... words) throws ExecutionException, InterruptedException {
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      for (String word : words) {
        producer.send(new ProducerRecord<>(name, word)).get();
      }
    }
  }

  void writeInTransaction(String... words) {
    try (KafkaProducer<String, String> producer =
        producer(Map.of("transactional.id", UUID.randomUUID().toString()))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String word : words) {
        producer.send(new ProducerRecord<>(name, word));
      }
      producer.commitTransaction();
    }
  }

  private KafkaProducer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /**
   * Reads committed words from the beginning, as a new consumer group. Returns when it has {@code
   * count} words, or after 30 s.
   */
  List<String> readCommittedInGroup(int count) {
    List<String> words = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            UUID.randomUUID().toString(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(name));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (words.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> words.add(record.value()));
      }
      consumer.commitSync(PATIENCE);
    }
    return words;
  }

  /** Reads all words that are in the topic now. */
  List<String> readToEnd() {
    TopicPartition partition = new TopicPartition(name, 0);
    List<String> words = new ArrayList<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> words.add(record.value()));
      }
    }
    return words;
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
