package dev.headwater.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Makes records and files of a backup for tests. */
final class BackupFiles {
  private BackupFiles() {}

  /** A record; a null value deletes its key. Headers are names and texts in turn. */
  static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, String key, byte[] value, String... headers) {
    RecordHeaders all = new RecordHeaders();
    for (int index = 0; index < headers.length; index += 2) {
      all.add(headers[index], headers[index + 1].getBytes(UTF_8));
    }
    return new ConsumerRecord<>(
        "t",
        partition,
        offset,
        1_000 + offset,
        TimestampType.CREATE_TIME,
        key.length(),
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key.getBytes(UTF_8),
        value,
        all,
        Optional.empty());
  }

  /** Writes files of a partition, and says what the manifest has to list. */
  @SafeVarargs
  static Manifest.Partition write(
      BackupFolder folder, Part part, List<ConsumerRecord<byte[], byte[]>>... files)
      throws IOException {
    folder.createFolder(part);
    List<Manifest.File> listed = new ArrayList<>();
    long to = 0;
    for (List<ConsumerRecord<byte[], byte[]>> file : files) {
      ConsumerRecord<byte[], byte[]> first = file.get(0);
      String name = part.label() + "/" + first.partition() + "-" + first.offset() + ".avro";
      try (RecordFileWriter writer = new RecordFileWriter(folder.path(), name)) {
        for (ConsumerRecord<byte[], byte[]> record : file) {
          writer.add(record);
          to = record.offset() + 1;
        }
        listed.add(writer.finish());
      }
    }
    return new Manifest.Partition(0, to, listed);
  }

  static Manifest.Topic topic(Part part, Manifest.Partition... partitions) {
    return new Manifest.Topic(part.label(), "old." + part.label(), "id", List.of(partitions));
  }

  static Manifest manifest(List<Long> positions, Manifest.Topic... topics) {
    return new Manifest(
        Manifest.FORMAT,
        "0",
        "2026-03-01T00:00:00Z",
        "2026-03-01T00:00:01Z",
        "headwater",
        List.of(topics),
        List.of(),
        positions);
  }

  static BackupFolder open(Path folder) {
    return BackupFolder.openToWrite(folder);
  }
}
