package dev.headwater.backup;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Writes a backup of a running Headwater into a folder, or brings the backup in the folder up to
 * date.
 *
 * <p>A later run copies only what came since the one before. It writes the compacted topics whole.
 * A run that is interrupted leaves the backup before it as it was; the next one goes on from the
 * last file that was complete.
 */
public final class Backup {
  private final BackupFolder folder;
  private final Cluster cluster;
  private final IntFunction<Optional<String>> registry;
  private final String version;
  private final Clock clock;
  private final Duration silence;
  private final Progress progress;

  /** Receives how far a part is. */
  public interface Progress {
    /**
     * @param part its name
     * @param done offsets that are copied
     * @param all offsets that there are to copy
     */
    void at(String part, long done, long all);
  }

  /**
   * @param registry finds a schema by its id; empty if the registry has none with that id, and an
   *     exception if it does not answer
   * @param version of Headwater
   * @param silence how long to wait for Kafka before giving up
   */
  public Backup(
      BackupFolder folder,
      Cluster cluster,
      IntFunction<Optional<String>> registry,
      String version,
      Clock clock,
      Duration silence,
      Progress progress) {
    this.folder = folder;
    this.cluster = cluster;
    this.registry = registry;
    this.version = version;
    this.clock = clock;
    this.silence = silence;
    this.progress = progress;
  }

  /**
   * Runs the backup. Every event that was acknowledged before the call is in it.
   *
   * @return what the folder holds now
   * @throws BackupException if it cannot be done; the backup before it stays as it was
   */
  public Manifest run() throws ExecutionException, InterruptedException {
    Instant startedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Manifest before =
        folder
            .unfinished()
            .or(folder::complete)
            .orElse(
                new Manifest(
                    Manifest.FORMAT,
                    version,
                    "",
                    null,
                    cluster.application(),
                    List.of(),
                    List.of(),
                    List.of()));
    if (!before.application().equals(cluster.application())) {
      throw new BackupException(
          "the folder "
              + folder.path()
              + " holds a backup of "
              + before.application()
              + ", not of "
              + cluster.application()
              + "; name another folder");
    }
    SchemaCollector schemas = new SchemaCollector(registry, before.schemas());
    BackupDraft draft =
        new BackupDraft(
            folder,
            new Manifest(
                Manifest.FORMAT,
                version,
                startedAt.toString(),
                null,
                cluster.application(),
                before.topics(),
                before.schemas(),
                before.openLineagePositions()));
    try {
      draft.positions(openLineagePositions());
      for (Part part : Part.values()) {
        copy(part, before.topic(part), draft, schemas, startedAt.toEpochMilli());
      }
      return draft.finish(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    } catch (IOException failed) {
      throw new BackupException(
          "cannot write to " + folder.path() + " (" + BackupFolder.reason(failed) + ")", failed);
    }
  }

  private Optional<TopicDescription> describe(String topic)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(
          cluster.admin().describeTopics(List.of(topic)).topicNameValues().get(topic).get());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /**
   * Up to where the OpenLineage topic has been processed. This is read before the state that the
   * processing leaves, so what comes between the two is processed twice, and changes nothing.
   */
  private List<Long> openLineagePositions() throws ExecutionException, InterruptedException {
    String topic = cluster.name(Part.OPENLINEAGE);
    Optional<TopicDescription> found = describe(topic);
    if (found.isEmpty()) {
      return List.of();
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        cluster
            .admin()
            .listConsumerGroupOffsets(cluster.application())
            .partitionsToOffsetAndMetadata()
            .get();
    return IntStream.range(0, found.get().partitions().size())
        .mapToObj(partition -> committed.get(new TopicPartition(topic, partition)))
        .map(offset -> offset == null ? -1L : offset.offset())
        .toList();
  }

  private void copy(
      Part part,
      Optional<Manifest.Topic> before,
      BackupDraft draft,
      SchemaCollector schemas,
      long run)
      throws ExecutionException, InterruptedException, IOException {
    Optional<TopicDescription> found = describe(cluster.name(part));
    if (found.isEmpty()) {
      if (part == Part.EVENTS || before.isPresent()) {
        throw new BackupException(
            "there is no topic "
                + cluster.name(part)
                + (before.isPresent() ? ", which the backup in this folder has" : "")
                + "; look at topic.prefix and application.id");
      }
      return;
    }
    TopicDescription topic = found.get();
    Extent extent = Extent.of(cluster.admin(), topic);
    Optional<Manifest.Topic> base = part.isCompacted() ? Optional.empty() : before;
    if (base.isPresent()) {
      requireContinuation(part, base.get(), topic, extent);
    }
    folder.createFolder(part);
    List<Manifest.Partition> partitions = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions().size(); partition++) {
      long begin = extent.begin(partition);
      partitions.add(
          base.isPresent()
              ? base.get().partitions().get(partition)
              : new Manifest.Partition(begin, begin, List.of()));
    }
    String prefix = part.label() + "/" + (part.isCompacted() ? run + "-" : "");
    try (TopicFiles files =
        new TopicFiles(
            folder,
            prefix,
            new Manifest.Topic(part.label(), topic.name(), topic.topicId().toString(), partitions),
            now -> {
              draft.schemas(schemas.schemas()); // before the records that name them
              draft.topic(now, part);
            })) {
      files.copy(
          new PartitionReader(cluster.clients(), silence),
          extent,
          value -> schemas.see(part, value),
          progress);
    }
  }

  /**
   * Checks that the topic is still the one whose records are in the folder, and that it has lost
   * none since.
   */
  private void requireContinuation(
      Part part, Manifest.Topic before, TopicDescription topic, Extent extent) {
    String name = topic.name();
    if (!before.id().equals(topic.topicId().toString())
        || before.partitions().size() != topic.partitions().size()) {
      throw new BackupException(
          "topic "
              + name
              + " is not the one that the backup in "
              + folder.path()
              + " was made of (it was created anew, or has other partitions); name a new folder");
    }
    for (int partition = 0; partition < before.partitions().size(); partition++) {
      long to = before.partitions().get(partition).to();
      if (extent.end(partition) < to) {
        throw new BackupException(
            "partition "
                + partition
                + " of topic "
                + name
                + " ends at offset "
                + extent.end(partition)
                + ", and the backup in "
                + folder.path()
                + " has it up to "
                + to
                + ": Kafka has lost records; keep this backup, and name a new folder");
      }
      long from = before.partitions().get(partition).from();
      if (part == Part.EVENTS && to > from && extent.begin(partition) > from) {
        throw new BackupException(
            begins(partition, name, extent)
                + ": events were deleted since the backup in "
                + folder.path()
                + ", as erase does; name a new folder, and delete this one if it holds what was to be"
                + " erased");
      }
      if (part == Part.EVENTS && extent.begin(partition) > to) {
        throw new BackupException(
            begins(partition, name, extent)
                + ", and the backup in "
                + folder.path()
                + " ends at "
                + to
                + ": events between were deleted before a backup had them; name a new folder");
      }
    }
  }

  private static String begins(int partition, String topic, Extent extent) {
    return "partition "
        + partition
        + " of topic "
        + topic
        + " begins at offset "
        + extent.begin(partition)
        + " now";
  }
}
