package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what {@code fitness} prints and how it exits, against a stub of the server. */
class FitnessCommandTest {
  private static final String END = "\"moreTargets\":0,\"complete\":true,\"truncated\":null";

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private String answer(String verdict, String targets, String end) {
    String body =
        "{\"asset\":\"dataset:l:a\",\"use\":\"model:l:m\",\"verdict\":\""
            + verdict
            + "\",\"reason\":null,\"of\":[],\"targets\":["
            + targets
            + "],"
            + end
            + "}";
    server.on(
        "GET", "/assets/dataset%3Al%3Aa/fitness", request -> StubHeadwater.Reply.json(200, body));
    return body;
  }

  private CommandRun fitness(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("fitness", "dataset:l:a", "--use", "model:l:m", "--url", server.url()));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static String target(
      String category, String verdict, String share, String more, String candidates) {
    return "{\"dimension\":\"language\",\"unit\":\"records\",\"category\":\""
        + category
        + "\",\"minimumShare\":0.25,\"share\":"
        + share
        + ",\"method\":\"DERIVED\",\"notDerivable\":null,\"verdict\":\""
        + verdict
        + "\",\"more\":"
        + more
        + ","
        + candidates
        + "}";
  }

  private static String none(boolean complete) {
    return "\"candidates\":[],\"candidatesComplete\":" + complete;
  }

  @Test
  void whatIsMissing_isPrintedWithWhoHasSome() {
    answer(
        "MISSED",
        target(
                "sw",
                "MISSED",
                "{\"low\":0.1,\"high\":0.125}",
                "{\"low\":1500,\"high\":2000}",
                "\"candidates\":[{\"asset\":\"dataset:l:b\",\"amount\":1234.0,"
                    + "\"synthetic\":\"YES\",\"documentation\":\"PARTIAL\"}],"
                    + "\"candidatesComplete\":true")
            + ","
            + target(
                "am",
                "NOT_KNOWN",
                "{\"low\":0,\"high\":1}",
                "{\"low\":0,\"high\":null}",
                none(false))
            + ","
            + target(
                "en",
                "REACHED",
                "{\"low\":0.9,\"high\":0.9}",
                "{\"low\":0,\"high\":0}",
                none(false)),
        END);

    CommandRun run = fitness();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            MISSED dataset:l:a for model:l:m
              MISSED language sw: 10.0 to 12.5 % of the records, should be 25.0 %; 1,500 to 2,000 \
            records more would reach it
                dataset:l:b has 1,234 records (synthetic: YES, documentation: PARTIAL)
              NOT_KNOWN language am: 0.0 to 100.0 % of the records, should be 25.0 %
                there may be other datasets that have some
              REACHED language en: 90.0 % of the records, should be 25.0 %
            """);
    assertThat(server.requests().get(0).target())
        .isEqualTo("/api/v1/assets/dataset%3Al%3Aa/fitness?use=model%3Al%3Am&wait=true");
  }

  @Test
  void aModel_isComparedWithItsOwnTargets_unlessAUseIsNamed() {
    server.on(
        "GET",
        "/assets/model%3Al%3Am/fitness",
        request -> StubHeadwater.Reply.json(200, "{\"verdict\":\"REACHED\",\"complete\":true}"));

    CommandRun run = CommandRun.of("fitness", "model:l:m", "--url", server.url());

    assertThat(run.exit()).isZero();
    assertThat(server.requests().get(0).target())
        .isEqualTo("/api/v1/assets/model%3Al%3Am/fitness?use=model%3Al%3Am&wait=true");
  }

  @Test
  void aDataset_needsAUse() {
    CommandRun run = CommandRun.of("fitness", "dataset:l:a", "--url", server.url());

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err())
        .isEqualTo("headwater: --use is missing: name a model, or a use that the policy names\n");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "REACHED, true, 0",
    "REACHED, false, 2",
    "MISSED, true, 1",
    "MISSED, false, 1",
    "NOT_KNOWN, true, 2",
    "'', true, 2",
  })
  void theVerdict_isTheExitCode(String verdict, boolean complete, int exit) {
    answer(verdict, "", "\"moreTargets\":0,\"complete\":" + complete + ",\"truncated\":null");

    assertThat(fitness().exit()).isEqualTo(exit);
    assertThat(fitness("--json").exit()).isEqualTo(exit);
  }

  @Test
  void manyTargets_areTheFirst_andHowManyMore() {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 35; i++) {
      targets.add(
          target(
              "c" + i, "REACHED", "{\"low\":1,\"high\":1}", "{\"low\":0,\"high\":0}", none(false)));
    }
    answer(
        "REACHED",
        String.join(",", targets),
        "\"moreTargets\":7,\"complete\":true,\"truncated\":null");

    List<String> lines = fitness().out().lines().toList();

    assertThat(lines).hasSize(32);
    assertThat(lines.get(31)).isEqualTo("  12 more targets; --json lists them");
  }

  @Test
  void json_isTheAnswerOfTheApi() {
    String body = answer("REACHED", "", END);

    assertThat(fitness("--json").out()).isEqualTo(body + "\n");
  }

  @Test
  void aRefusal_isNotAMissedTarget() {
    CommandRun refused = fitness();
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err().lines()).hasSize(1);
  }
}
