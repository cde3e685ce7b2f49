package dev.headwater.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Copies a topic into files, one after the other for each partition. Not thread-safe. */
final class TopicFiles implements Closeable {
  /** A file that is larger than this is ended, and another one begun. */
  static final long FILE_BYTES = 256L * 1024 * 1024;

  private final BackupFolder folder;
  private final String prefix;
  private final String part;
  private final String name;
  private final String id;
  private final List<Manifest.Partition> partitions;
  private final Saved saved;
  private final Map<Integer, RecordFileWriter> open = new HashMap<>();

  /** Receives the topic whenever a file of it is complete. */
  interface Saved {
    void topic(Manifest.Topic now) throws IOException;
  }

  /**
   * @param prefix of the files' names
   * @param before what has been copied already
   */
  TopicFiles(BackupFolder folder, String prefix, Manifest.Topic before, Saved saved) {
    this.folder = folder;
    this.prefix = prefix;
    this.part = before.part();
    this.name = before.name();
    this.id = before.id();
    this.partitions = new ArrayList<>(before.partitions());
    this.saved = saved;
  }

  /**
   * Copies what is not copied yet, up to the ends of the extent.
   *
   * @param values receives each value
   */
  void copy(
      PartitionReader reader, Extent extent, Consumer<byte[]> values, Backup.Progress progress)
      throws IOException {
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> to = new HashMap<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      TopicPartition key = new TopicPartition(name, partition);
      // What has expired since the last run is not there to be copied.
      from.put(key, Math.max(partitions.get(partition).to(), extent.begin(partition)));
      to.put(key, extent.end(partition));
    }
    long begin = sum(from);
    long all = sum(to) - begin;
    progress.at(part, 0, all);
    reader.read(
        from,
        to,
        record -> {
          values.accept(record.value());
          add(record);
        },
        positions -> progress.at(part, sum(positions) - begin, all));
    for (int partition = 0; partition < partitions.size(); partition++) {
      finish(partition, extent.end(partition));
    }
    saved.topic(topic());
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private Manifest.Topic topic() {
    return new Manifest.Topic(part, name, id, partitions);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
    RecordFileWriter file = open.get(record.partition());
    if (file == null) {
      file =
          new RecordFileWriter(
              folder.path(),
              prefix
                  + record.partition()
                  + "-"
                  + String.format("%019d", record.offset())
                  + ".avro");
      open.put(record.partition(), file);
    }
    file.add(record);
    if (file.bytes() > FILE_BYTES) {
      finish(record.partition(), record.offset() + 1);
      saved.topic(topic());
    }
  }

  /** Ends the file of a partition, if there is one. */
  private void finish(int partition, long to) throws IOException {
    Manifest.Partition before = partitions.get(partition);
    List<Manifest.File> files = new ArrayList<>(before.files());
    RecordFileWriter file = open.remove(partition);
    if (file != null) {
      try (file) {
        files.add(file.finish());
      }
    }
    partitions.set(partition, new Manifest.Partition(before.from(), to, files));
  }

  @Override
  public void close() throws IOException {
    for (RecordFileWriter file : open.values()) {
      file.close();
    }
    BackupFolder.forceFolder(folder.path().resolve(part));
  }
}
