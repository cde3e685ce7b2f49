package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import dev.headwater.export.standard.ExportFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows what {@code export} prints and how it exits, against a stub of the server. */
class ExportCommandTest {

  private static final String DATA = "dataset:lab:dialogues@1";
  private static final String PATH = "/assets/dataset%3Alab%3Adialogues%401/export?format=";
  private static final String MISSING =
      "{\"asset\":\"dataset:lab:dialogues@1\",\"format\":\"croissant\",\"missing\":"
          + "[{\"field\":\"license\",\"reason\":\"Nobody\\nstates it.\"}]}";

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(String query, int status, String type, String body) {
    server.on(
        "GET", PATH + query, request -> new StubHeadwater.Reply(status, type, body, Map.of()));
  }

  private CommandRun export(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"export", DATA, "--url", server.url()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandRun.of(all);
  }

  @ParameterizedTest
  @EnumSource
  void document_isPrintedAsItIs(ExportFormat format) {
    String document = "first\n  second 日本語\n";
    answer(format.text(), 200, format.mediaType() + "; charset=utf-8", document);

    assertThat(export("--format", format.text())).isEqualTo(new CommandRun(0, document, ""));
  }

  @Test
  void missing_isALineForEachField_orJson() {
    answer("croissant&missing=true", 200, "application/json", MISSING);

    assertThat(export("--format", "croissant", "--missing").out())
        .isEqualTo("license: Nobody states it.\n");
    assertThat(export("--format", "croissant", "--missing", "--json").out())
        .isEqualTo(MISSING + "\n");
  }

  @Test
  void formats_areNamedByTheHelp() {
    String help = CommandRun.of("export", "--help").out().replaceAll("\\s+", " ");

    for (ExportFormat format : ExportFormat.values()) {
      assertThat(help).contains(format.text());
    }
  }

  @Test
  void anotherFormat_isWrongUsage() {
    CommandRun run = export("--format", "pdf");

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("--format is one of croissant").contains("not pdf");
  }

  @Test
  void anAnswerThatIsNotADocument_isNotPrinted() {
    answer("croissant", 200, "text/html", "<h1>Another server</h1>");

    CommandRun run = export("--format", "croissant");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("not a document of croissant");
  }

  @Test
  void anAssetThatNobodyNamed_isRefused() {
    answer("croissant", 404, "application/problem+json", "{\"detail\":\"No such asset.\"}");

    assertThat(export("--format", "croissant").exit()).isEqualTo(1);
  }

  @Test
  void moments_areSent() {
    answer(
        "croissant&knownAt=2026-11-22T10%3A00%3A00Z", 200, "application/ld+json", "{\"then\":1}\n");

    assertThat(export("--format", "croissant", "--known-at", "2026-11-22T10:00:00Z").out())
        .isEqualTo("{\"then\":1}\n");
  }
}
