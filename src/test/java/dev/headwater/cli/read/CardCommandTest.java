package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what {@code card} prints and how it exits, against a stub of the server. */
class CardCommandTest {

  private static final String MODEL = "model:lab:chat@3";
  private static final String PATH = "/assets/model%3Alab%3Achat%403/card";
  private static final String MARKDOWN = "# Data card\n\n`model:lab:chat@3` 日本語\n";

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(String format, String type, String body) {
    server.on(
        "GET",
        PATH + "?format=" + format,
        request -> new StubHeadwater.Reply(200, type, body, Map.of()));
  }

  private CommandRun card(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"card", MODEL, "--url", server.url()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandRun.of(all);
  }

  @Test
  void card_printsMarkdownAsItIs() {
    answer("markdown", "text/markdown; charset=utf-8", MARKDOWN);

    assertThat(card()).isEqualTo(new CommandRun(0, MARKDOWN, ""));
    assertThat(card("--format", "markdown")).isEqualTo(new CommandRun(0, MARKDOWN, ""));
  }

  @Test
  void card_printsJsonOnOneLine() {
    answer("json", "application/json", "{\"asset\":\"model:lab:chat@3\", \"verdict\":{}}");

    assertThat(card("--format", "json"))
        .isEqualTo(new CommandRun(0, "{\"asset\":\"model:lab:chat@3\",\"verdict\":{}}\n", ""));
  }

  @Test
  void card_takesJsonAsAnOption_butNotWithMarkdown() {
    answer("json", "application/json", "{\"asset\":\"model:lab:chat@3\"}");

    assertThat(card("--json").out()).isEqualTo("{\"asset\":\"model:lab:chat@3\"}\n");
    assertThat(card("--json", "--format", "json").exit()).isZero();
    CommandRun both = card("--json", "--format", "markdown");
    assertThat(both.exit()).isEqualTo(64);
    assertThat(both.err()).contains("--json").hasLineCount(1);
  }

  @Test
  void card_takesTheServerFromTheEnvironment() {
    answer("markdown", "text/markdown", MARKDOWN);

    CommandRun run = CommandRun.with("", Map.of("HEADWATER_URL", server.url()), "card", MODEL);

    assertThat(run.out()).isEqualTo(MARKDOWN);
  }

  @Test
  void card_exitsOne_whenThereIsNoSuchAsset() {
    CommandRun run = card();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("the stub has nothing at");
  }

  @Test
  void card_exitsTwo_whenTheServerIsNotReady() {
    server.on("GET", PATH, request -> StubHeadwater.Reply.problem(503, "restoring"));

    CommandRun run = card();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("restoring").contains("try again").hasLineCount(1);
  }

  @Test
  void card_exitsTwo_whenNobodyAnswers() {
    server.close();

    CommandRun run = card();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void card_doesNotPrintWhatIsNoCard() {
    answer("markdown", "text/html", "<html>another server</html>");

    CommandRun run = card();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("text/html").hasLineCount(1);
  }

  @Test
  void card_namesTheCanonicalSpelling_ofAnIdThatIsNotCanonical() {
    CommandRun run = CommandRun.of("card", "dataset:s3://lake:corpora", "--url", server.url());

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(server.requests()).isEmpty();
  }
}
