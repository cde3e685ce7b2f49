package dev.headwater.cli.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import dev.headwater.codec.json.EventJson;
import dev.headwater.importer.ImportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what {@code import} prints and sends, against a stub of the server. */
class ImportCommandTest {
  private static final String LOCK =
      """
      stages:
        prepare:
          cmd: prepare
          deps:
          - path: raw.csv
            md5: '11'
          outs:
          - path: clean.csv
            md5: '22'
        idle:
          cmd: echo
      """;

  private final StubHeadwater server = new StubHeadwater();

  @TempDir private Path folder;
  private Path lock = Path.of("");

  @BeforeEach
  void write() throws IOException {
    lock = Files.writeString(folder.resolve("dvc.lock"), LOCK);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandRun run(String... more) {
    List<String> all = new ArrayList<>(List.of("import", "--url", server.url()));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void dryRun_printsTheEvents_andSendsNothing() {
    CommandRun run = run("dvc", lock.toString(), "--namespace", "lab", "--dry-run");

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(EventJson.read(run.out()).outputs().get(0).asset().urn())
        .isEqualTo("dataset:lab:clean.csv@22");
    assertThat(run.err()).isEqualTo("note: Stage idle writes nothing, so it is no event.\n");
    assertThat(run("dvc", lock.toString(), "--namespace", "lab", "--dry-run").out())
        .isEqualTo(run.out());
  }

  @Test
  void events_areSent() {
    List<String> sent = new ArrayList<>();
    server.on(
        "POST",
        "/events",
        request -> {
          sent.add(request.body());
          return new StubHeadwater.Reply(
              200, "application/json", "{\"accepted\":1,\"rejected\":[]}", Map.of());
        });

    CommandRun run = run("dvc", lock.toString(), "--namespace", "lab");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("accepted 1 rejected 0\n");
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).strip())
        .isEqualTo(run("dvc", lock.toString(), "--namespace", "lab", "--dry-run").out().strip());
  }

  @Test
  void recordThatCannotBeUnderstood_isRefused() throws IOException {
    Files.writeString(lock, "stages: {a: {outs: [{}]}}");
    CommandRun run = run("dvc", lock.toString(), "--namespace", "lab");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("stages.a.outs[0].path: is missing");
    assertThat(run("dvc", lock.toString()).err()).contains("--namespace");
    assertThat(run("dvc", folder.resolve("none").toString()).exit()).isEqualTo(2);
  }

  @Test
  void anotherFormat_isWrongUsage() {
    assertThat(run("xml", lock.toString()).exit()).isEqualTo(64);
    assertThat(run("xml", lock.toString()).err()).contains("FORMAT is one of dvc, croissant");
  }

  /** The record of dvc states no time. */
  @Test
  void theFileAgain_isTheSameEvent_unlessItsTimeHasChanged_asTheHelpSays() throws IOException {
    String[] dry = {"dvc", lock.toString(), "--namespace", "lab", "--dry-run"};
    Files.setLastModifiedTime(lock, FileTime.fromMillis(1_000_000_000_000L));
    String first = run(dry).out();

    assertThat(run(dry).out()).isEqualTo(first);
    Files.setLastModifiedTime(lock, FileTime.fromMillis(1_000_000_001_000L));
    assertThat(EventJson.read(run(dry).out()).eventId())
        .isNotEqualTo(EventJson.read(first).eventId());
    assertThat(CommandRun.of("import", "--help").out().replaceAll("\\s+", " "))
        .contains(
            "changes nothing, unless its records state no time and the file's own has changed");
  }

  @Test
  void formats_areNamedByTheHelp() {
    String help = CommandRun.of("import", "--help").out().replaceAll("\\s+", " ");

    for (ImportFormat format : ImportFormat.values()) {
      assertThat(help).contains(format.text());
    }
  }
}
