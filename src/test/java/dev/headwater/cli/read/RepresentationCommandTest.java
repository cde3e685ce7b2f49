package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what {@code representation} prints and how it exits, against a stub of the server. */
class RepresentationCommandTest {
  private static final String END = "\"complete\":true,\"truncated\":null";

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(String dimensions, String end) {
    server.on(
        "GET",
        "/assets/dataset%3Al%3Aa/representation",
        request ->
            StubHeadwater.Reply.json(
                200,
                "{\"asset\":\"dataset:l:a\",\"dimensions\":[" + dimensions + "]," + end + "}"));
  }

  private CommandRun representation(String... more) {
    List<String> all =
        new ArrayList<>(List.of("representation", "dataset:l:a", "--url", server.url()));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static String category(String name, String low, String high, String syntheticHigh) {
    return "{\"category\":\""
        + name
        + "\",\"low\":"
        + low
        + ",\"high\":"
        + high
        + ",\"syntheticLow\":0,\"syntheticHigh\":"
        + syntheticHigh
        + "}";
  }

  private static String dimension(String head, String categories, String rest) {
    return "{\"dimension\":\"language\",\"unit\":\"records\","
        + head
        + ",\"categories\":["
        + categories
        + "],"
        + rest
        + "}";
  }

  @Test
  void whatIsDeclared_isATable() {
    answer(
        dimension(
            "\"method\":\"MEASURED\",\"of\":[\"dataset:l:a\"],"
                + "\"total\":{\"low\":52002,\"high\":52002},\"unknown\":{\"low\":0,\"high\":0}",
            category("sw", "2", "2", "0") + "," + category("en", "52000", "52000", "52000"),
            "\"metrics\":{\"entropy\":0.1,\"evenness\":0.1,\"effectiveNumber\":1.00042,"
                + "\"effectiveNumber2\":1,\"gini\":0.4},\"change\":null,\"notDerivable\":null"),
        END);

    CommandRun run = representation();

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            dataset:l:a

            language in records, MEASURED: total 52,002, unknown 0, effective number 1
              category  records       share    synthetic
              en         52,000     100.0 %  0 to 52,000
              sw              2  0.003846 %            0
            """);
    assertThat(server.requests().get(0).target())
        .isEqualTo("/api/v1/assets/dataset%3Al%3Aa/representation?wait=true");
  }

  @Test
  void whatFollows_hasBoundsAndTheDatasetsThatItIsOf() {
    answer(
        dimension(
            "\"method\":\"DERIVED\",\"of\":[\"dataset:l:b\",\"dataset:l:c\"],"
                + "\"total\":{\"low\":10,\"high\":null},\"unknown\":{\"low\":0.5,\"high\":2}",
            category("en", "1", "5", "null")
                + ",{\"category\":\"sw\",\"low\":0,\"high\":null,\"syntheticLow\":0,"
                + "\"syntheticHigh\":0,\"shareLow\":0.25,\"shareHigh\":0.5}",
            "\"metrics\":null,\"change\":{\"from\":\"dataset:l:b\",\"jensenShannon\":0.125,"
                + "\"ratios\":[{\"category\":\"sw\",\"ratio\":0.2,\"low\":0.1,\"high\":0.4}]},"
                + "\"notDerivable\":\"It descends from itself.\""),
        "\"complete\":false,\"truncated\":\"nodes\"");

    assertThat(representation().out())
        .isEqualTo(
            """
            dataset:l:a

            language in records, DERIVED of dataset:l:b, dataset:l:c: total 10 or more, unknown 0.5 to 2
              not derivable: it descends from itself
              category    records           share  synthetic
              sw        0 or more  25.0 to 50.0 %          0
              en           1 to 5   0.0 to 50.0 %  0 or more
              compared with dataset:l:b: Jensen-Shannon divergence 0.125
                sw kept 0.2 of what the rest kept (95 %: 0.1 to 0.4)
            cut short: nodes
            not complete: there may be more than is shown
            """);
  }

  @Test
  void manyCategories_areTheLargestAndTheSmallest_andHowManyMore() {
    List<String> categories = new ArrayList<>();
    for (int i = 1; i <= 1_900; i++) {
      categories.add(category(String.format("c%04d", i), "" + i, "" + i, "0"));
    }
    answer(
        dimension(
            "\"method\":\"DECLARED\",\"of\":[\"dataset:l:a\"],"
                + "\"total\":{\"low\":1805950,\"high\":1805950},\"unknown\":{\"low\":0,\"high\":0}",
            String.join(",", categories),
            "\"metrics\":null,\"change\":null,\"notDerivable\":null"),
        END);

    List<String> lines = representation().out().lines().toList();

    assertThat(lines).hasSize(3 + 1 + 20 + 1 + 10 + 1);
    assertThat(lines.get(4)).startsWith("  c1900");
    assertThat(lines.get(23)).startsWith("  c1881");
    assertThat(lines.get(24)).isEqualTo("  ..");
    assertThat(lines.get(25)).startsWith("  c0010");
    assertThat(lines.get(34)).startsWith("  c0001");
    assertThat(lines.get(35)).isEqualTo("  1,870 more categories between these; --json lists all");
  }

  @Test
  void thirtyCategories_areAllShown() {
    List<String> categories = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      categories.add(category("c" + i, "1", "1", "0"));
    }
    answer(
        dimension(
            "\"method\":\"DECLARED\",\"of\":[\"dataset:l:a\"],"
                + "\"total\":{\"low\":30,\"high\":30},\"unknown\":{\"low\":0,\"high\":0}",
            String.join(",", categories),
            "\"metrics\":null,\"change\":null,\"notDerivable\":null"),
        END);

    assertThat(representation().out().lines()).hasSize(34).noneMatch(line -> line.contains("more"));
  }

  @Test
  void nothingStated_isSaidOnlyWhereTheAnswerIsComplete() {
    answer("", END);
    assertThat(representation().out())
        .isEqualTo(
            "dataset:l:a\nNo event states a composition of it, or of what it was made from.\n");

    answer("", "\"complete\":false,\"truncated\":\"events\"");
    assertThat(representation().out())
        .isEqualTo(
            "dataset:l:a\nNo composition of it was found.\ncut short: events\n"
                + "not complete: there may be more than is shown\n");
  }

  @Test
  void options_areSent() {
    answer("", END);

    representation("--dimension", "age group", "--known-at", "2026-03-01T00:00:00Z");

    assertThat(server.requests().get(0).target())
        .endsWith(
            "/representation?dimension=age%20group&wait=true&knownAt=2026-03-01T00%3A00%3A00Z");
  }

  @Test
  void names_cannotMoveTheCursor() {
    answer(
        dimension(
            "\"method\":\"DECLARED\",\"of\":[\"dataset:l:a\"],"
                + "\"total\":{\"low\":1,\"high\":1},\"unknown\":{\"low\":0,\"high\":0}",
            category("e\\u001b[2Jn" + "x".repeat(100), "1", "1", "0"),
            "\"metrics\":null,\"change\":null,\"notDerivable\":null"),
        END);

    assertThat(representation().out()).doesNotContain("\u001b").contains("xxx..");
  }

  @Test
  void json_isTheAnswerOfTheApi() {
    answer("", END);

    assertThat(representation("--json").out())
        .isEqualTo("{\"asset\":\"dataset:l:a\",\"dimensions\":[]," + END + "}\n");
  }

  @Test
  void noSuchAsset_exitsOne_andUnreachableTwo() {
    assertThat(representation().exit()).isEqualTo(1);
    CommandRun away = CommandRun.of("representation", "dataset:l:a", "--url", "http://127.0.0.1:1");
    assertThat(away.exit()).isEqualTo(2);
    assertThat(away.err().lines()).hasSize(1);
  }
}
