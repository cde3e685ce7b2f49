package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.Main;
import dev.headwater.cli.StubHeadwater;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Terminals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what {@code graph} asks for, writes and refuses, against a stub of the server. */
class GraphCommandTest {

  private static final String URN = "model:lab:chat@3";
  private static final String PATH = "/assets/model%3Alab%3Achat%403/graph";

  /** The signature of a PNG, which is no text in any encoding. */
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, -1};

  @TempDir private Path folder;

  private final StubHeadwater server = new StubHeadwater();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(String type, byte[] picture) {
    server.on("GET", PATH, request -> StubHeadwater.Reply.bytes(type, picture));
  }

  private Terminal pipe(OutputStream out) {
    return Terminals.bytes(Terminals.pipe(new StringWriter(), err, "", Map.of()), out);
  }

  private int graph(Terminal terminal, String... more) {
    List<String> all = new ArrayList<>(List.of("graph", URN, "--url", server.url()));
    all.addAll(List.of(more));
    return Main.run(terminal, all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "svg,image/svg+xml",
    "dot,text/vnd.graphviz;charset=utf-8",
    "mermaid,text/plain; charset=utf-8",
    "png,image/png"
  })
  void graph_writesTheBytesAsTheyCome(String format, String type) {
    answer(type, PNG);

    int exit = graph(pipe(bytes), "--format", format);

    assertThat(exit).as(err.toString()).isZero();
    assertThat(bytes.toByteArray()).isEqualTo(PNG);
    assertThat(server.requests())
        .singleElement()
        .extracting(StubHeadwater.Request::target)
        .isEqualTo("/api/v1" + PATH + "?format=" + format);
  }

  @Test
  void graph_asksForWhatIsGiven() {
    answer("image/svg+xml", PNG);

    graph(
        pipe(bytes),
        "--direction",
        "both",
        "--depth",
        "3",
        "--limit",
        "40",
        "--as-of",
        "2026-03-01T00:00:00Z",
        "--known-at",
        "2026-03-02T00:00:00Z");

    assertThat(server.requests().get(0).target())
        .isEqualTo(
            "/api/v1"
                + PATH
                + "?format=svg&direction=both&depth=3&limit=40"
                + "&asOf=2026-03-01T00%3A00%3A00Z&knownAt=2026-03-02T00%3A00%3A00Z");
  }

  @Test
  void graph_writesToAFile() throws IOException {
    answer("image/png", PNG);
    Path file = folder.resolve("a.png");

    int exit =
        graph(Terminals.window(pipe(bytes), 80), "--format", "png", "--output", file.toString());

    assertThat(exit).as(err.toString()).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(PNG);
    assertThat(bytes.size()).isZero();
  }

  @Test
  void graph_writesNoPngToATerminal() {
    answer("image/png", PNG);

    int exit = graph(Terminals.window(pipe(bytes), 80), "--format", "png");

    assertThat(exit).isEqualTo(64);
    assertThat(err.toString()).contains("--output").hasLineCount(1);
    assertThat(bytes.size()).isZero();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void graph_writesTextToATerminal() {
    answer("image/svg+xml", PNG);

    assertThat(graph(Terminals.window(pipe(bytes), 80))).isZero();
    assertThat(bytes.toByteArray()).isEqualTo(PNG);
  }

  @Test
  void graph_doesNotWriteWhatIsNoPicture() {
    answer("text/html", PNG);
    Path file = folder.resolve("a.svg");

    assertThat(graph(pipe(bytes), "--output", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("text/html, not SVG").hasLineCount(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void graph_exitsOne_whenThereIsNoSuchAsset() {
    server.on(
        "GET",
        PATH,
        request ->
            new StubHeadwater.Reply(
                404,
                "application/problem+json",
                "{\"detail\":\"No event names it.\",\"versions\":[\"model:lab:chat@1\"]}",
                Map.of()));

    assertThat(graph(pipe(bytes))).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "headwater: no such asset: no event names it;"
                + " versions of this name: model:lab:chat@1\n");
    assertThat(bytes.size()).isZero();
  }

  @Test
  void graph_exitsTwo_whenItCannotWrite() {
    answer("image/svg+xml", PNG);

    int exit = graph(pipe(bytes), "--output", folder.resolve("missing/a.svg").toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("cannot write the picture to").hasLineCount(1);
  }

  @Test
  void graph_exitsTwo_whenNobodyReads() {
    answer("image/svg+xml", PNG);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    assertThat(graph(pipe(closed))).isEqualTo(2);
    assertThat(err.toString()).contains("Broken pipe").hasLineCount(1);
  }

  @Test
  void graph_exitsTwo_whenNobodyAnswers() {
    server.close();

    assertThat(graph(pipe(bytes))).isEqualTo(2);
    assertThat(err.toString()).contains("cannot reach " + server.url()).hasLineCount(1);
  }
}
