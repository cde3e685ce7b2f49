package dev.headwater.app;

import dev.headwater.backup.PartitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Copies the state about OpenLineage runs from one application to another one. It is partitioned as
 * the OpenLineage topic, which keeps its number of partitions.
 */
final class HandedRuns {
  private final Admin admin;
  private final Settings settings;
  private final String from;
  private final String to;

  /**
   * @param settings of the application that takes over
   * @param former the application that hands over
   */
  HandedRuns(Admin admin, Settings settings, String former) {
    this.admin = admin;
    this.settings = settings;
    this.from = Changelogs.openLineage(former);
    this.to = Changelogs.openLineage(settings.text(Setting.APPLICATION_ID));
  }

  /**
   * Copies the changelog. What an earlier run has copied is deleted first.
   *
   * @return what was done, one sentence each
   */
  List<String> copy() throws ExecutionException, InterruptedException {
    if (!exists(from)) {
      return List.of();
    }
    if (exists(to)) {
      admin.deleteTopics(List.of(to)).all().get();
      Kafka.await("topic " + to + " to disappear", () -> !exists(to));
    }
    TopicDescription source = admin.describeTopics(List.of(from)).topicNameValues().get(from).get();
    admin
        .createTopics(
            List.of(
                new NewTopic(
                        to,
                        source.partitions().size(),
                        (short) settings.count(Setting.TOPIC_REPLICATION))
                    .configs(Changelogs.config(settings))))
        .all()
        .get();
    Kafka.await("topic " + to + " to appear", () -> exists(to));
    long copied = copyRecords();
    return List.of("copied " + copied + " records of the state about OpenLineage runs");
  }

  private boolean exists(String topic) throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().contains(topic);
  }

  private long copyRecords() throws ExecutionException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    AtomicLong copied = new AtomicLong();
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Math.toIntExact(WantedTopic.maxRecordBytes(settings)));
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      new PartitionReader(new HashMap<>(settings.kafka()), BackupRun.SILENCE)
          .readAll(
              from,
              record -> {
                copied.incrementAndGet();
                producer.send(
                    new ProducerRecord<>(
                        to,
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()),
                    (where, failed) -> {
                      if (failed != null) {
                        failure.compareAndSet(null, failed);
                      }
                    });
              });
      producer.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the sink throws none
    }
    if (failure.get() != null) {
      throw new ExecutionException(failure.get());
    }
    return copied.get();
  }
}
