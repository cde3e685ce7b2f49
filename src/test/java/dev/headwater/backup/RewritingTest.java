package dev.headwater.backup;

import static dev.headwater.backup.BackupFiles.manifest;
import static dev.headwater.backup.BackupFiles.record;
import static dev.headwater.backup.BackupFiles.topic;
import static dev.headwater.backup.BackupFiles.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.quarantine.Renumbering;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schema ids and references to offsets are those of the new cluster. */
class RewritingTest {
  private static final byte[] EVENT = {0, 0, 0, 0, 5, 42};

  @TempDir private Path temporary;

  private static ConsumerRecord<byte[], byte[]> refused(
      long offset, String topic, int partition, long at) {
    return record(
        0,
        offset,
        "k",
        EVENT,
        "headwater.reason",
        "bad",
        "headwater.topic",
        topic,
        "headwater.partition",
        "" + partition,
        "headwater.offset",
        "" + at);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void ids_areThoseOfTheNewRegistry_andUnknownOnesStayUnknown() {
    Rewriting rewriting =
        new Rewriting(Map.of(5, 17), new Renumbering("q", Map.of(), (t, p, o) -> null));
    assertThat(rewriting.apply(Part.EVENTS, record(0, 0, "k", EVENT)).value())
        .containsExactly(0, 0, 0, 0, 17, 42);
    assertThat(
            rewriting.apply(Part.EVENTS, record(0, 0, "k", new byte[] {0, 0, 0, 0, 6, 1})).value())
        .containsExactly(0, 0, 0, 0, 0, 1);
    byte[] noId = {7, 0, 0, 0, 5, 1};
    assertThat(rewriting.apply(Part.EVENTS, record(0, 0, "k", noId)).value()).isEqualTo(noId);
    assertThat(rewriting.apply(Part.EVENTS, record(0, 0, "k", null)).value()).isNull();
    assertThat(rewriting.apply(Part.OPENLINEAGE, record(0, 0, "k", EVENT)).value())
        .as("its values are JSON, not Avro")
        .isEqualTo(EVENT);
  }

  @Test
  void references_areToTheNewOffsets() throws Exception {
    try (BackupFolder folder = BackupFiles.open(temporary.resolve("backup"))) {
      Manifest.Topic events =
          topic(
              Part.EVENTS,
              write(
                  folder,
                  Part.EVENTS,
                  List.of(record(0, 0, "a", EVENT), record(0, 3, "a", EVENT)),
                  List.of(record(0, 9, "a", EVENT))));
      Manifest.Topic runs =
          topic(
              Part.OPENLINEAGE,
              write(
                  folder,
                  Part.OPENLINEAGE,
                  List.of(record(0, 50, "r", EVENT), record(0, 52, "r", EVENT))));
      ConsumerRecord<byte[], byte[]> mark =
          record(0, 8, "k", null, "headwater.mark.of", "0-6", "headwater.mark.what", "DISCARDED");
      Manifest.Topic quarantine =
          topic(
              Part.QUARANTINE,
              write(
                  folder,
                  Part.QUARANTINE,
                  List.of(
                      refused(2, "old.events", 0, 9),
                      refused(4, "old.openlineage", 0, 49),
                      refused(6, "old.graph", 0, 9),
                      mark)));
      Manifest manifest = manifest(List.of(52L), events, runs, quarantine);

      Ranks ranks = Ranks.of(folder.path(), manifest);
      Rewriting rewriting =
          new Rewriting(
              Map.of(),
              new Renumbering(
                  "old.quarantine",
                  Map.of("old.events", "new.events", "old.openlineage", "new.openlineage"),
                  ranks));

      ConsumerRecord<byte[], byte[]> ofEvents =
          rewriting.apply(Part.QUARANTINE, refused(2, "old.events", 0, 9));
      assertThat(header(ofEvents, "headwater.topic")).isEqualTo("new.events");
      assertThat(header(ofEvents, "headwater.offset")).isEqualTo("2");
      ConsumerRecord<byte[], byte[]> expired =
          rewriting.apply(Part.QUARANTINE, refused(4, "old.openlineage", 0, 49));
      assertThat(header(expired, "headwater.offset")).isEqualTo("gone");
      ConsumerRecord<byte[], byte[]> ofCommands =
          rewriting.apply(Part.QUARANTINE, refused(6, "old.graph", 0, 9));
      assertThat(header(ofCommands, "headwater.offset")).isEqualTo("9");
      assertThat(header(rewriting.apply(Part.QUARANTINE, mark), "headwater.mark.of"))
          .isEqualTo("0-2");
      assertThat(
              header(
                  rewriting.apply(
                      Part.EVENTS, record(0, 9, "a", EVENT, "headwater.replay.of", "0-4")),
                  "headwater.replay.of"))
          .isEqualTo("0-1");
      assertThat(
              header(
                  rewriting.apply(
                      Part.EVENTS, record(0, 9, "a", EVENT, "headwater.replay.of", "0-5")),
                  "headwater.replay.of"))
          .as("no record of the backup")
          .isEqualTo("gone");
      assertThat(ranks.openLineagePosition(0, 52)).isEqualTo(1);
    }
  }

  /** A producer chooses the headers of its events; what looks like ours there is not ours. */
  @Test
  void headersOfProducers_stay() {
    Renumbering renumbering =
        new Renumbering("q", Map.of("old.events", "new.events"), (t, p, o) -> null);
    ConsumerRecord<byte[], byte[]> event =
        record(
            0,
            0,
            "k",
            EVENT,
            "headwater.topic",
            "old.events",
            "headwater.partition",
            "0",
            "headwater.offset",
            "1");
    assertThat(renumbering.apply(event.headers())).isEqualTo(event.headers());
  }

  /** Of several headers of a name the last one counts, so only that one is replaced. */
  @Test
  void lastHeaderOfAName_isReplaced() {
    Renumbering renumbering = new Renumbering("q", Map.of(), (t, p, o) -> OptionalLong.of(7));
    ConsumerRecord<byte[], byte[]> event =
        record(
            0, 0, "k", EVENT, "headwater.replay.of", "x", "a", "b", "headwater.replay.of", "1-3");
    assertThat(renumbering.apply(event.headers()).toArray())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly("headwater.replay.of=x", "a=b", "headwater.replay.of=1-7");
  }
}
