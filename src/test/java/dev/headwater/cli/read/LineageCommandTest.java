package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows how {@code lineage} draws a graph and how it exits, against a stub of the server. */
class LineageCommandTest {

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String edge(String from, String to, String role) {
    return "{\"from\":\"dataset:l:"
        + from
        + "\",\"to\":\"dataset:l:"
        + to
        + "\",\"role\":\""
        + role
        + "\",\"activity\":\"CLEAN\",\"run\":\"r1\",\"inferred\":false}";
  }

  private void answer(String edges, String end) {
    server.on(
        "GET",
        "/assets/dataset%3Al%3Aa/lineage",
        request ->
            StubHeadwater.Reply.json(
                200,
                "{\"asset\":\"dataset:l:a\",\"direction\":\"upstream\",\"nodes\":["
                    + "{\"id\":\"dataset:l:d\",\"synthetic\":\"YES\",\"documentation\":\"PARTIAL\"}],"
                    + "\"edges\":["
                    + edges
                    + "],"
                    + end
                    + "}"));
  }

  private CommandRun lineage(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"lineage", "dataset:l:a", "--url", server.url()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandRun.of(all);
  }

  @Test
  void lineage_drawsDiamondsOnceAndMarksCycles() {
    answer(
        String.join(
            ",",
            edge("b", "a", "SOURCE"),
            edge("b", "a", "SEED"),
            edge("c", "a", "SOURCE"),
            edge("d", "b", "SOURCE"),
            edge("d", "c", "SOURCE"),
            edge("a", "d", "SOURCE")),
        "\"complete\":true,\"truncated\":null");

    assertThat(lineage().out())
        .isEqualTo(
            "dataset:l:a\n"
                + "├─ dataset:l:b  SEED of CLEAN, SOURCE of CLEAN\n"
                + "│  └─ dataset:l:d [synthetic, partly documented]  SOURCE of CLEAN\n"
                + "│     └─ dataset:l:a  SOURCE of CLEAN (cycle)\n"
                + "└─ dataset:l:c  SOURCE of CLEAN\n"
                + "   └─ dataset:l:d [synthetic, partly documented]  SOURCE of CLEAN"
                + " (shown above)\n");
  }

  @Test
  void lineage_drawsBothDirections() {
    answer(
        edge("b", "a", "SOURCE") + "," + edge("a", "c", "SOURCE"),
        "\"complete\":true,\"truncated\":null");

    CommandRun run = lineage("--direction", "both", "--depth", "3");

    assertThat(run.out())
        .isEqualTo(
            "upstream\ndataset:l:a\n└─ dataset:l:b  SOURCE of CLEAN\n"
                + "downstream\ndataset:l:a\n└─ dataset:l:c  SOURCE of CLEAN\n");
    assertThat(server.requests().get(0).target())
        .isEqualTo(
            "/api/v1/assets/dataset%3Al%3Aa/lineage?direction=both&depth=3&limit=1000&wait=true");
  }

  @Test
  void lineage_saysWhatIsMissing_sothatLittleIsNotTakenForAll() {
    answer("", "\"complete\":false,\"truncated\":\"limit of 1000 nodes\"");

    assertThat(lineage().out())
        .contains("cut short: limit of 1000 nodes")
        .contains("not complete: there may be more than is shown");
  }

  @Test
  void lineage_drawsAChainOfTenThousand() {
    StringBuilder edges = new StringBuilder(edge("n0", "a", "SOURCE"));
    for (int i = 0; i < 10_000; i++) {
      edges.append(',').append(edge("n" + (i + 1), "n" + i, "SOURCE"));
    }
    answer(edges.toString(), "\"complete\":true,\"truncated\":null");

    assertThat(lineage("--depth", "10000").out().lines()).hasSize(10_002);
  }

  @Test
  void lineage_printsTheAnswerAsJson() {
    answer(edge("b", "a", "SOURCE"), "\"complete\":true,\"truncated\":null");

    assertThat(lineage("--json").out()).startsWith("{\"asset\":\"dataset:l:a\"").endsWith("}\n");
  }

  @Test
  void lineage_exitsOne_whenThereIsNoSuchAsset() {
    CommandRun run = lineage();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void lineage_saysThatThereIsNoSuchAsset_onlyWhereTheServerSaysSo() {
    server.on(
        "GET",
        "/assets/dataset%3Al%3Aa/lineage",
        request ->
            new StubHeadwater.Reply(
                404,
                "application/problem+json",
                "{\"detail\":\"No event names it. Events may still be waiting to be processed.\","
                    + "\"freshness\":{\"caughtUp\":false}}",
                java.util.Map.of()));

    assertThat(lineage().err())
        .isEqualTo(
            "headwater: no such asset: no event names it. Events may still be waiting to be"
                + " processed\n");
    server.on(
        "GET",
        "/assets/dataset%3Al%3Aa/lineage",
        request -> StubHeadwater.Reply.problem(404, "There is nothing at this path."));
    assertThat(lineage().err()).isEqualTo("headwater: not found: there is nothing at this path\n");
  }

  @Test
  void lineage_listsTheVersions_ofANameThatIsNotKnown() {
    server.on(
        "GET",
        "/assets/",
        request ->
            new StubHeadwater.Reply(
                404,
                "application/problem+json",
                "{\"title\":\"Not Found\",\"detail\":\"No event names it.\","
                    + "\"versions\":[\"dataset:l:a@1\",\"dataset:l:a@2\"]}",
                java.util.Map.of()));

    CommandRun run = lineage();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .isEqualTo(
            "headwater: no such asset: no event names it;"
                + " versions of this name: dataset:l:a@1, dataset:l:a@2\n");
    CommandRun card = CommandRun.of("card", "dataset:l:a", "--url", server.url());
    assertThat(card.exit()).isEqualTo(1);
    assertThat(card.err()).endsWith("; versions of this name: dataset:l:a@1, dataset:l:a@2\n");
  }
}
