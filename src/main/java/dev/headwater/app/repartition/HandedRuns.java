package dev.headwater.app.repartition;

import dev.headwater.app.backup.BackupRun;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.stream.Changelogs;
import dev.headwater.backup.PartitionReader;
import dev.headwater.backup.RecordSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;

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
    AtomicLong copied = new AtomicLong();
    Map<String, Object> kafka = new HashMap<>(settings.kafka());
    try (RecordSender sender = new RecordSender(kafka)) {
      new PartitionReader(kafka, BackupRun.SILENCE)
          .readAll(
              from,
              record -> {
                copied.incrementAndGet();
                sender.send(
                    new ProducerRecord<>(
                        to,
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()));
              });
      sender.finish();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the sink throws none
    }
    return copied.get();
  }
}
