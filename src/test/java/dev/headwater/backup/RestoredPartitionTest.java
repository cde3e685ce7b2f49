package dev.headwater.backup;

import static dev.headwater.backup.BackupFiles.record;
import static dev.headwater.backup.BackupFiles.topic;
import static dev.headwater.backup.BackupFiles.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.quarantine.Renumbering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredPartitionTest {
  private static final Rewriting NOTHING =
      new Rewriting(
          Map.of(),
          new Renumbering("q", Map.of(), (topic, number, offset) -> OptionalLong.empty()));

  @TempDir private Path temporary;

  private static ConsumerRecord<byte[], byte[]> one(long offset, String key, String value) {
    return record(0, offset, key, value.getBytes(UTF_8));
  }

  /** The same record at another offset, with the same timestamp. */
  private static ConsumerRecord<byte[], byte[]> at(
      long offset, ConsumerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        offset,
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        record.value(),
        record.headers(),
        record.leaderEpoch());
  }

  private RestoredPartition restored(Part part, List<ConsumerRecord<byte[], byte[]>> records)
      throws IOException {
    try (BackupFolder folder = BackupFiles.open(temporary.resolve("backup"))) {
      Manifest.Topic topic = topic(part, write(folder, part, records));
      return new RestoredPartition(part, new PartRecords(folder.path(), topic, 0), NOTHING);
    }
  }

  @Test
  void sameRecordsWithoutTheGaps_match_andTheRestIsLeft() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> backup =
        List.of(one(3, "a", "1"), one(7, "b", "2"), one(9, "c", "3"));
    try (RestoredPartition restored = restored(Part.EVENTS, backup)) {
      restored.match(at(0, backup.get(0)));
      restored.match(at(1, backup.get(1)));

      assertThat(restored.next().orElseThrow().value()).asString(UTF_8).isEqualTo("3");
      assertThat(restored.next()).isEmpty();
    }
  }

  @Test
  void anotherTimestamp_doesNotMatch() throws Exception {
    try (RestoredPartition restored = restored(Part.EVENTS, List.of(one(3, "a", "1")))) {
      assertThatThrownBy(() -> restored.match(one(0, "a", "1")))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("offset 0 (the timestamp differs)");
    }
  }

  @Test
  void anotherHeader_doesNotMatch() throws Exception {
    byte[] value = {1};
    try (RestoredPartition restored =
        restored(Part.EVENTS, List.of(record(0, 0, "a", value, "h", "x")))) {
      assertThatThrownBy(() -> restored.match(record(0, 0, "a", value, "h", "y")))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("the headers differ");
    }
  }

  @Test
  void recordThatTheBackupDoesNotHave_orAGap_isRefused() throws Exception {
    ConsumerRecord<byte[], byte[]> first = one(0, "a", "1");
    try (RestoredPartition restored = restored(Part.EVENTS, List.of(first))) {
      assertThatThrownBy(() -> restored.match(at(4, first)))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("has a gap before offset 4");
      assertThatThrownBy(() -> restored.match(one(1, "b", "2")))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("the backup has no more");
    }
  }

  @Test
  void compactedTopic_mayLackRecords_butHasNoOthers() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> backup =
        List.of(one(0, "a", "1"), one(1, "b", "1"), one(2, "a", "2"), one(3, "c", "1"));
    try (RestoredPartition restored = restored(Part.ALERTS, backup)) {
      restored.match(backup.get(1));
      restored.match(backup.get(2));
      assertThat(restored.next().orElseThrow().key()).asString(UTF_8).isEqualTo("c");
    }
    try (RestoredPartition restored = restored(Part.ALERTS, backup)) {
      assertThatThrownBy(() -> restored.match(one(2, "a", "another")))
          .isInstanceOf(BackupException.class);
    }
  }
}
