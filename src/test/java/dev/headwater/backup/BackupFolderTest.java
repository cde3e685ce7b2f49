package dev.headwater.backup;

import static dev.headwater.backup.BackupFiles.manifest;
import static dev.headwater.backup.BackupFiles.record;
import static dev.headwater.backup.BackupFiles.topic;
import static dev.headwater.backup.BackupFiles.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {
  @TempDir private Path temporary;

  private Path path;

  @BeforeEach
  void name() {
    path = temporary.resolve("backup");
  }

  private Manifest someBackup(BackupFolder folder) throws IOException {
    Manifest.Partition partition =
        write(
            folder,
            Part.EVENTS,
            List.of(record(0, 0, "a", "one".getBytes(UTF_8), "h", "x")),
            List.of(record(0, 5, "b", null)));
    return manifest(List.of(), topic(Part.EVENTS, partition));
  }

  @Test
  void recordsAndManifest_areReadAsTheyWereWritten() throws Exception {
    try (BackupFolder folder = BackupFiles.open(path)) {
      Manifest manifest = someBackup(folder);
      folder.finish(manifest);

      assertThat(BackupFolder.openToRead(path).complete()).contains(manifest);
      folder.verify(manifest);
      List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
      try (PartRecords records =
          new PartRecords(path, manifest.topic(Part.EVENTS).orElseThrow(), 0)) {
        Optional<ConsumerRecord<byte[], byte[]>> next = records.next();
        while (next.isPresent()) {
          read.add(next.get());
          next = records.next();
        }
      }
      assertThat(read).extracting(ConsumerRecord::offset).containsExactly(0L, 5L);
      assertThat(read).extracting(ConsumerRecord::timestamp).containsExactly(1_000L, 1_005L);
      assertThat(read.get(0).value()).asString(UTF_8).isEqualTo("one");
      assertThat(read.get(0).headers().lastHeader("h").value()).asString(UTF_8).isEqualTo("x");
      assertThat(read.get(1).value()).isNull();
      assertThat(Files.getPosixFilePermissions(path.resolve("events/0-0.avro")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void changedByte_isFound_andSoIsAMissingFile() throws Exception {
    try (BackupFolder folder = BackupFiles.open(path)) {
      Manifest manifest = someBackup(folder);
      Path file = path.resolve("events/0-5.avro");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);

      assertThatThrownBy(() -> folder.verify(manifest))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("0-5.avro is not as the backup wrote it");

      Files.delete(file);
      assertThatThrownBy(() -> folder.verify(manifest))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("0-5.avro of the backup is missing");
    }
  }

  @Test
  void fileOutsideOfTheFolder_isRefused() throws Exception {
    Files.writeString(temporary.resolve("secret"), "x");
    try (BackupFolder folder = BackupFiles.open(path)) {
      Manifest.File outside = new Manifest.File("../secret", 1, 1, "00");
      Manifest manifest =
          manifest(List.of(), topic(Part.EVENTS, new Manifest.Partition(0, 1, List.of(outside))));

      assertThatThrownBy(() -> folder.verify(manifest))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("outside of the folder");
    }
  }

  @Test
  void secondWriter_isRefused_untilTheFirstEnds() {
    try (BackupFolder first = BackupFiles.open(path)) {
      assertThatThrownBy(() -> BackupFiles.open(path))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("another backup is being written");
      assertThat(first.complete()).isEmpty();
    }
    BackupFiles.open(path).close();
  }

  @Test
  void folderOfSomethingElse_isNotWrittenTo() throws Exception {
    Files.createDirectory(path);
    Files.writeString(path.resolve("photo.jpg"), "x");

    assertThatThrownBy(() -> BackupFiles.open(path))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("holds something other than a backup");
    assertThat(path.toFile().list()).containsExactly("photo.jpg");
  }

  @Test
  void manifestOfALaterVersion_isNamed_andADamagedOneToo() throws Exception {
    try (BackupFolder folder = BackupFiles.open(path)) {
      Files.writeString(
          path.resolve("manifest.json"), "{\"format\":2,\"headwater\":\"9.1\",\"new\":1}");
      assertThatThrownBy(folder::complete)
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("has format 2")
          .hasMessageContaining("use the version that wrote it, 9.1");

      Files.writeString(path.resolve("manifest.json"), "{\"format\":1,");
      assertThatThrownBy(folder::complete)
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("manifest.json is damaged");
    }
  }

  @Test
  void finish_deletesOnlyWhatTheManifestDoesNotList() throws Exception {
    try (BackupFolder folder = BackupFiles.open(path)) {
      Manifest manifest = someBackup(folder);
      Files.writeString(path.resolve("events/of-a-run-that-was-killed.avro"), "x");
      folder.saveUnfinished(manifest);
      assertThat(folder.complete()).isEmpty();

      folder.finish(manifest);

      assertThat(path.resolve("events").toFile().list())
          .containsExactlyInAnyOrder("0-0.avro", "0-5.avro");
      assertThat(path.toFile().list()).containsExactlyInAnyOrder("events", "manifest.json", "lock");
    }
  }
}
