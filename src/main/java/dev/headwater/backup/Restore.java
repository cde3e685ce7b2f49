package dev.headwater.backup;

import dev.headwater.quarantine.Renumbering;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the records of a backup into topics that exist, and compares. The topics must keep the
 * timestamps that producers set, and nobody else may write to them.
 *
 * <p>A restore that was interrupted goes on: it compares what is there with the backup, and writes
 * the rest.
 */
public final class Restore {
  private final BackupFolder folder;
  private final Manifest manifest;
  private final Cluster cluster;
  private final Map<Integer, Integer> schemaIds;
  private final Duration silence;
  private final Backup.Progress progress;

  /**
   * @param manifest of the folder, whose files have been verified
   * @param schemaIds the new id of each schema of the manifest, by the old one
   * @param silence how long to wait for Kafka before giving up
   */
  public Restore(
      BackupFolder folder,
      Manifest manifest,
      Cluster cluster,
      Map<Integer, Integer> schemaIds,
      Duration silence,
      Backup.Progress progress) {
    this.folder = folder;
    this.manifest = manifest;
    this.cluster = cluster;
    this.schemaIds = Map.copyOf(schemaIds);
    this.silence = silence;
    this.progress = progress;
  }

  /**
   * Runs the restore.
   *
   * @return how many records of the OpenLineage topic are still to be processed
   * @throws BackupException if it cannot be done, or a topic does not have what the backup has
   */
  public long run() throws ExecutionException, InterruptedException {
    try {
      Ranks ranks = Ranks.of(folder.path(), manifest);
      Rewriting rewriting = new Rewriting(schemaIds, renumbering(ranks));
      for (Part part : Part.values()) {
        Optional<Manifest.Topic> topic = manifest.topic(part);
        if (topic.isPresent()) {
          write(part, topic.get(), rewriting);
          requireWhole(part, topic.get(), rewriting);
        }
      }
      return setPositions(ranks);
    } catch (IOException failed) {
      throw new BackupException(
          "cannot read the backup in " + folder.path() + " (" + BackupFolder.reason(failed) + ")",
          failed);
    }
  }

  private Renumbering renumbering(Ranks ranks) {
    Map<String, String> names = new HashMap<>();
    for (Part part : new Part[] {Part.EVENTS, Part.OPENLINEAGE}) {
      manifest.topic(part).ifPresent(topic -> names.put(topic.name(), cluster.name(part)));
    }
    return new Renumbering(
        manifest.topic(Part.QUARANTINE).map(Manifest.Topic::name).orElse(""), names, ranks);
  }

  private void write(Part part, Manifest.Topic topic, Rewriting rewriting)
      throws IOException, ExecutionException, InterruptedException {
    Extent extent = extent(part, topic);
    long all = topic.records();
    long done = 0;
    try (RecordSender sender = new RecordSender(cluster.clients())) {
      for (int partition = 0; partition < topic.partitions().size(); partition++) {
        try (RestoredPartition restored = open(part, topic, partition, rewriting)) {
          matchExisting(extent, partition, restored);
          Optional<ConsumerRecord<byte[], byte[]>> next = restored.next();
          while (next.isPresent() && !sender.hasFailed()) {
            sender.send(copy(next.get(), extent.topic()));
            done++;
            progress.at(part.label(), done, all);
            next = restored.next();
          }
        }
      }
      sender.finish();
    } catch (ExecutionException failed) {
      throw new BackupException(
          "cannot write to topic "
              + extent.topic()
              + " ("
              + failed.getCause().getMessage()
              + "); run the command again: it goes on where it was",
          failed.getCause());
    }
    progress.at(part.label(), all, all);
  }

  private static ProducerRecord<byte[], byte[]> copy(
      ConsumerRecord<byte[], byte[]> record, String topic) {
    return new ProducerRecord<>(
        topic,
        record.partition(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  private RestoredPartition open(
      Part part, Manifest.Topic topic, int partition, Rewriting rewriting) {
    return new RestoredPartition(part, new PartRecords(folder.path(), topic, partition), rewriting);
  }

  private Extent extent(Part part, Manifest.Topic topic)
      throws ExecutionException, InterruptedException {
    String name = cluster.name(part);
    TopicDescription found =
        cluster.admin().describeTopics(List.of(name)).topicNameValues().get(name).get();
    if (found.partitions().size() != topic.partitions().size()) {
      throw new BackupException(
          "topic "
              + name
              + " has "
              + found.partitions().size()
              + " partitions, and the backup has "
              + topic.partitions().size());
    }
    return Extent.of(cluster.admin(), found);
  }

  private void matchExisting(Extent extent, int partition, RestoredPartition restored)
      throws IOException {
    TopicPartition key = new TopicPartition(extent.topic(), partition);
    new PartitionReader(cluster.clients(), silence)
        .read(
            Map.of(key, extent.begin(partition)),
            Map.of(key, extent.end(partition)),
            restored::match,
            positions -> {});
  }

  /** Reads the topic back, and compares it with the backup. */
  private void requireWhole(Part part, Manifest.Topic topic, Rewriting rewriting)
      throws IOException, ExecutionException, InterruptedException {
    Extent extent = extent(part, topic);
    for (int partition = 0; partition < topic.partitions().size(); partition++) {
      try (RestoredPartition restored = open(part, topic, partition, rewriting)) {
        matchExisting(extent, partition, restored);
        if (restored.next().isPresent()) {
          throw new BackupException(
              "partition "
                  + partition
                  + " of topic "
                  + extent.topic()
                  + " ends at offset "
                  + extent.end(partition)
                  + " before the backup does, though Kafka confirmed every record; look at its"
                  + " retention and its brokers' logs");
        }
      }
    }
  }

  private long setPositions(Ranks ranks) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    long left = manifest.topic(Part.OPENLINEAGE).map(Manifest.Topic::records).orElse(0L);
    for (int partition = 0; partition < manifest.openLineagePositions().size(); partition++) {
      long position = manifest.openLineagePositions().get(partition);
      if (position >= 0) {
        long processed = ranks.openLineagePosition(partition, position);
        left -= processed;
        offsets.put(
            new TopicPartition(cluster.name(Part.OPENLINEAGE), partition),
            new OffsetAndMetadata(processed));
      }
    }
    if (!offsets.isEmpty()) {
      cluster.admin().alterConsumerGroupOffsets(cluster.application(), offsets).all().get();
    }
    return left;
  }
}
