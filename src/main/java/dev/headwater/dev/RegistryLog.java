package dev.headwater.dev;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The registry's topic: compacted, with one partition, as in Confluent's registry. So the content
 * of the registry is as durable as the broker. Only one writer may use the topic. Thread-safe.
 */
final class RegistryLog implements AutoCloseable {
  static final String TOPIC = "_schemas";

  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String bootstrapServers;
  private final RegistryRecords records = new RegistryRecords(TOPIC);
  private final KafkaProducer<byte[], byte[]> producer;

  private RegistryLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "linger.ms",
                "0",
                "max.block.ms",
                Long.toString(TIMEOUT.toMillis()),
                "request.timeout.ms",
                Long.toString(TIMEOUT.toMillis() / 2),
                "delivery.timeout.ms",
                Long.toString(TIMEOUT.toMillis())),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Opens the topic, and creates it if it is missing.
   *
   * @throws RegistryError if the broker does not answer within 10 s
   */
  static RegistryLog open(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      NewTopic topic =
          new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
      admin.createTopics(List.of(topic)).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw RegistryError.store(e.getCause().toString(), e.getCause());
      }
    } catch (TimeoutException e) {
      throw RegistryError.store("Kafka at " + bootstrapServers + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RegistryError.store("interrupted", e);
    }
    return new RegistryLog(bootstrapServers);
  }

  /**
   * Reads everything in the topic, from its beginning to its current end.
   *
   * @throws RegistryError if no record arrives for 10 s
   */
  List<RegistryChange> readAll() {
    List<RegistryChange> changes = new ArrayList<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION), TIMEOUT).get(PARTITION);
      while (consumer.position(PARTITION, TIMEOUT) < end) {
        long before = consumer.position(PARTITION, TIMEOUT);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TIMEOUT)) {
          records.read(record).ifPresent(changes::add);
        }
        if (consumer.position(PARTITION, TIMEOUT) == before) {
          throw RegistryError.store(
              TOPIC + " cannot be read to its end, " + end, new TimeoutException());
        }
      }
      return changes;
    } catch (KafkaException e) {
      throw RegistryError.store(e.getMessage(), e);
    }
  }

  /**
   * Appends a change; returns when the broker has acknowledged it.
   *
   * @throws RegistryError if the broker has not acknowledged it in time, at most 20 s; the change
   *     may be in the topic or not
   */
  void append(RegistryChange change) {
    try {
      producer.send(records.write(change)).get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw RegistryError.store(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException | KafkaException e) {
      throw RegistryError.store(e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RegistryError.store("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close(TIMEOUT);
  }
}
