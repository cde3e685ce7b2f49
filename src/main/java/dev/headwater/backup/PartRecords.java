package dev.headwater.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of one partition of a backup, over all of its files. Not thread-safe. */
final class PartRecords implements Closeable {
  private final Path folder;
  private final String part;
  private final int partition;
  private final Deque<Manifest.File> left;
  private RecordFileReader open;

  PartRecords(Path folder, Manifest.Topic topic, int partition) {
    this.folder = folder;
    this.part = topic.part();
    this.partition = partition;
    this.left = new ArrayDeque<>(topic.partitions().get(partition).files());
  }

  /** The next record as it was written; empty at the end. */
  Optional<ConsumerRecord<byte[], byte[]>> next() throws IOException {
    while (true) {
      if (open == null) {
        Manifest.File file = left.poll();
        if (file == null) {
          return Optional.empty();
        }
        open = new RecordFileReader(folder.resolve(file.name()), part, partition);
      }
      Optional<ConsumerRecord<byte[], byte[]>> record = open.next();
      if (record.isPresent()) {
        return record;
      }
      open.close();
      open = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
