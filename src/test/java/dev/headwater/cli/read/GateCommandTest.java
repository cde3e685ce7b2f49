package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows what {@code gate} prints and that it exits by the verdict, against a stub of the server.
 */
class GateCommandTest {

  private static final String MODEL = "model:lab:chat@3";

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandRun gate(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"gate", MODEL, "--url", server.url()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandRun.of(all);
  }

  private void answer(String verdict) {
    answer(verdict, 1);
  }

  /** Lets the server answer with this verdict and so many reasons of the same rule. */
  private void answer(String verdict, int reasons) {
    String reason =
        "{\"rule\":\"TRAINED_ON_UNDOCUMENTED_SYNTHETIC\","
            + "\"origin\":\"dataset:lab:d@1\",\"path\":[\"dataset:lab:d@1\",\"model:lab:chat@3\"],"
            + "\"message\":\"dataset:lab:d@1 lacks prompts\"}";
    String all = String.join(",", Collections.nCopies(reasons, reason));
    server.on(
        "GET",
        "/assets/model%3Alab%3Achat%403/gate",
        request ->
            StubHeadwater.Reply.json(
                200,
                "{\"asset\":\"model:lab:chat@3\",\"verdict\":\""
                    + verdict
                    + "\",\"reasons\":["
                    + all
                    + "]}"));
  }

  @ParameterizedTest
  @CsvSource({"PASS,0", "FAIL,1", "INDETERMINATE,2", "SOMETHING_NEW,2"})
  void gate_exitsByVerdict(String verdict, int exit) {
    answer(verdict);

    assertThat(gate().exit()).isEqualTo(exit);
    assertThat(gate("--json").exit()).isEqualTo(exit);
  }

  @Test
  void gate_printsReasonAndPath() {
    answer("FAIL");

    assertThat(gate().out())
        .isEqualTo(
            "FAIL model:lab:chat@3\n"
                + "  TRAINED_ON_UNDOCUMENTED_SYNTHETIC: dataset:lab:d@1 lacks prompts\n"
                + "    path: dataset:lab:d@1 -> model:lab:chat@3\n");
  }

  @ParameterizedTest
  @CsvSource({"PASS,32", "FAIL,1;31", "INDETERMINATE,33", "SOMETHING_NEW,33"})
  void gate_coloursTheVerdict_onATerminal(String verdict, String code) {
    answer(verdict);

    CommandRun run =
        CommandRun.inWindow(80, Map.of(), "gate", "model:lab:chat@3", "--url", server.url());

    assertThat(run.out())
        .startsWith("\u001b[" + code + "m" + verdict + "\u001b[0m model:lab:chat@3\n");
  }

  @Test
  void gate_printsAFewRemarksOfAKind_andSaysHowManyMore() {
    answer("PASS", 30);

    assertThat(gate().out().lines().filter(line -> line.contains("lacks prompts"))).hasSize(3);
    assertThat(gate().out())
        .endsWith("  TRAINED_ON_UNDOCUMENTED_SYNTHETIC: 27 more; --json tells all\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAIL", "INDETERMINATE"})
  void gate_printsAllThatDecides(String verdict) {
    answer(verdict, 30);

    assertThat(gate().out().lines().filter(line -> line.contains("lacks prompts"))).hasSize(30);
    assertThat(gate().out()).doesNotContain("more;");
  }

  @Test
  void gate_cannotTell_whenTheServerDoesNotKnowTheAsset() {
    CommandRun run = gate();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void gate_cannotTell_whenTheServerIsNotReady() {
    server.on("GET", "/assets/", request -> StubHeadwater.Reply.problem(503, "restoring"));

    CommandRun run = gate();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("restoring").contains("try again");
  }

  @Test
  void gate_waits_whenItIsAskedTooMuch() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "GET",
        "/assets/",
        request ->
            asked.incrementAndGet() == 1
                ? StubHeadwater.Reply.problem(429, "Too many requests").with("Retry-After", "1")
                : StubHeadwater.Reply.json(
                    200, "{\"asset\":\"model:lab:chat@3\",\"verdict\":\"FAIL\",\"reasons\":[]}"));

    assertThat(gate().exit()).isEqualTo(1);
    assertThat(asked).hasValue(2);
  }

  /** 1 would be a violation, and 0 a PASS. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"detail\":\"Too many\",\"verdict\":\"PASS\"}", "<html>Too many</html>"})
  void gate_cannotTell_whenItWouldHaveToWaitForLong(String body) {
    server.on(
        "GET",
        "/assets/",
        request -> StubHeadwater.Reply.json(429, body).with("Retry-After", "3600"));

    CommandRun run = gate();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("is asked too much", "try again later");
  }

  /** Such as a cache in between that mixes up addresses. */
  @Test
  void gate_cannotTell_whenTheAnswerIsAboutAnotherAsset_orNone() {
    for (String of : new String[] {"\"asset\":\"model:lab:chat@2\",", ""}) {
      server.on(
          "GET",
          "/assets/",
          request ->
              StubHeadwater.Reply.json(200, "{" + of + "\"verdict\":\"PASS\",\"reasons\":[]}"));

      CommandRun run = gate();

      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("is not about model:lab:chat@3");
    }
  }

  @Test
  void gate_cannotTell_whenNobodyAnswers() {
    server.close();

    CommandRun run = gate();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void gate_namesTheCanonicalSpelling_ofAnIdThatIsNotCanonical() {
    CommandRun run = CommandRun.of("gate", "dataset:s3://lake:corpora", "--url", server.url());

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void gate_listsTheVersions_ofANameThatIsNotKnown() {
    server.on(
        "GET",
        "/assets/model%3Alab%3Achat%403/gate",
        request ->
            StubHeadwater.Reply.json(
                200,
                "{\"asset\":\"model:lab:chat@3\",\"verdict\":\"INDETERMINATE\",\"reasons\":[],\"versions\":"
                    + "[\"model:lab:chat@1\",\"model:lab:chat@2\"],\"moreVersions\":true}"));

    CommandRun run = gate();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out())
        .isEqualTo(
            "INDETERMINATE model:lab:chat@3\n"
                + "  versions of this name: model:lab:chat@1, model:lab:chat@2, and more\n");
  }
}
