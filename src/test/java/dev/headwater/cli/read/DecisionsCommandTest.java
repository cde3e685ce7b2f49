package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import dev.headwater.cli.terminal.Wrapping;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what {@code decisions} asks for and prints, against a stub of the server. */
class DecisionsCommandTest {

  private static final String MODEL = "model:lab:chat@3";
  private static final String PATH = "/assets/model%3Alab%3Achat%403/decisions";

  private static final String FRESH =
      "\"cursor\":null,\"complete\":true,\"truncated\":null,\"freshness\":{}}";

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandRun decisions(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"decisions", MODEL, "--url", server.url()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandRun.of(all);
  }

  private static String agent(String id, String type, String role, String more) {
    return "{\"id\":\""
        + id
        + "\",\"type\":\""
        + type
        + "\",\"role\":\""
        + role
        + "\""
        + more
        + "}";
  }

  private static String answer(String agents, String withheld, String named, String decisions) {
    return "{\"asset\":\"model:lab:chat@3\",\"upstream\":true,\"summary\":{\"assets\":2,"
        + "\"events\":1,\"people\":1,\"organizations\":0,\"software\":2,"
        + "\"annotatorGroupsWithheld\":1,\"decisions\":1},"
        + "\"assets\":[{\"asset\":\"model:lab:chat@3\",\"distance\":0,\"eventsLeftOut\":0}],"
        + "\"events\":[{\"eventId\":\"e-1\",\"type\":\"TRAIN\","
        + "\"eventTime\":\"2026-11-20T03:00:00Z\","
        + "\"job\":{\"namespace\":\"p\",\"name\":\"train\"},\"run\":\"7\","
        + "\"assets\":[\"model:lab:chat@3\"],\"named\":"
        + named
        + ",\"agents\":["
        + agents
        + "]"
        + withheld
        + ",\"decisions\":["
        + decisions
        + "]}],"
        + "\"gaps\":[{\"gap\":\"NO_EVENT\",\"message\":\"No event on record says who made x.\"}],";
  }

  private static final String DECISION =
      "{\"id\":\"d-1\",\"kind\":\"FILTER\",\"question\":\"Which?\",\"choice\":\"these\","
          + "\"rationale\":\"they fit\",\"decidedBy\":["
          + "{\"id\":\"job\",\"named\":true,\"type\":\"SOFTWARE\"},"
          + "{\"id\":\"bob\",\"named\":false,\"type\":null},"
          + "{\"id\":null,\"named\":true,\"type\":\"PERSON\","
          + "\"withheld\":\"fewer than 5 annotators\"}],\"attributed\":false,"
          + "\"options\":[\"others\"],\"affectedGroups\":[\"sw\",\"yo\"],\"consulted\":[],"
          + "\"evidence\":[\"https://w.example/d\"],\"decidedAt\":\"2026-11-19T00:00:00Z\"}";

  private void serve(String body) {
    server.on("GET", PATH, request -> StubHeadwater.Reply.json(200, body));
  }

  @Test
  void trace_isPrintedWhereAnEventHasOne() {
    String plain = answer(agent("ada", "PERSON", "TRAINER", ""), "", "true", "");
    String traceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    serve(plain.replace("\"run\":", "\"traceparent\":\"" + traceParent + "\",\"run\":") + FRESH);
    assertThat(decisions().out().lines()).containsOnlyOnce("  traceparent " + traceParent);

    serve(plain + FRESH);
    assertThat(decisions().out()).doesNotContain("traceparent");
  }

  @Test
  void waiver_isPrintedWithWhoAnswersForIt() {
    String plain = answer(agent("ada", "PERSON", "TRAINER", ""), "", "true", "");
    String waiver =
        "\"waiver\":{\"rule\":\"GROUP_ERASED\",\"origin\":null,\"approver\":\"amina\","
            + "\"rationale\":\"a trial\",\"until\":\"2027-01-01T00:00:00Z\"},";

    serve(plain.replace("\"run\":", waiver + "\"run\":") + FRESH);
    assertThat(decisions().out().lines())
        .containsSequence(
            "  waiver of GROUP_ERASED until 2027-01-01T00:00:00Z",
            "    why: a trial",
            "    approved by: amina");
  }

  private void servePipeline() {
    serve(
        answer(
                agent("ada", "PERSON", "TRAINER", ",\"onBehalfOf\":\"org:lab\"")
                    + ","
                    + agent(
                        "tool",
                        "SOFTWARE",
                        "RUNNER",
                        ",\"onBehalfOf\":null,\"withheld\":\"fewer than 5 annotators\""),
                ",\"withheld\":\"fewer than 5 annotators\"",
                "true",
                DECISION)
            + FRESH);
  }

  @Test
  void decisions_arePrintedForPeople() {
    servePipeline();

    assertThat(decisions("--upstream").out())
        .isEqualTo(
            """
            model:lab:chat@3 and what it descends from: 2 assets, 1 event
              1 person, 0 organizations, 2 programs, 1 decision; few annotators, not listed, in 1 of the events

            TRAIN of model:lab:chat@3
              2026-11-20T03:00:00Z, job p/train, run 7, event e-1
              who: ada (PERSON, TRAINER) on behalf of org:lab
              who: tool (SOFTWARE, RUNNER) on behalf of fewer than 5 annotators
              who: fewer than 5 annotators
              decision d-1 (FILTER): Which?
                choice: these
                why: they fit
                decided by: job (SOFTWARE), bob (not among the agents), fewer than 5 annotators (PERSON); no person or organization of the event
                options: others
                affects: sw, yo
                consulted: no one is named
                evidence: https://w.example/d
                decided at: 2026-11-19T00:00:00Z

            What nobody is named for
              No event on record says who made x.
            """);
  }

  @Test
  void anEventWithoutAPerson_saysSo() {
    serve(answer("", "", "false", "") + FRESH);

    assertThat(decisions().out()).contains("  who: no person or organization is named\n");
  }

  @Test
  void window_breaksLinesBetweenWords() {
    servePipeline();

    CommandRun run = CommandRun.inWindow(40, Map.of(), "decisions", MODEL, "--url", server.url());

    assertThat(run.out().lines()).allMatch(line -> Wrapping.columns(line) <= 40);
    assertThat(run.out()).contains("\u001b[33mno one is named\u001b[0m");
  }

  @Test
  void textsOfEvents_cannotMoveTheCursor() {
    serve(answer(agent("a\\u001b[2Jda", "PERSON", "x\\ny", ""), "", "true", "") + FRESH);

    assertThat(decisions().out()).contains("who: a [2Jda (PERSON, x y)").doesNotContain("\u001b");
  }

  @Test
  void request_hasTheOptions() {
    servePipeline();

    decisions();
    decisions("--upstream", "--limit", "7", "--as-of", "2026-03-01T00:00:00Z");
    decisions("--known-at", "2026-03-01T00:00:00Z");

    assertThat(server.requests())
        .extracting(StubHeadwater.Request::target)
        .containsExactly(
            "/api/v1" + PATH + "?upstream=false&limit=1000&wait=true",
            "/api/v1" + PATH + "?upstream=true&limit=7&wait=true&asOf=2026-03-01T00%3A00%3A00Z",
            "/api/v1"
                + PATH
                + "?upstream=false&limit=1000&wait=true&knownAt=2026-03-01T00%3A00%3A00Z");
  }

  @Test
  void json_isTheAnswerOnOneLine() {
    servePipeline();

    assertThat(decisions("--json").out())
        .startsWith("{\"asset\":\"model:lab:chat@3\"")
        .hasLineCount(1);
  }

  @Test
  void anAnswerThatIsNotWhole_saysSo() {
    serve(
        answer("", "", "true", "").replace("\"eventsLeftOut\":0", "\"eventsLeftOut\":9")
            + "\"cursor\":\"x\",\"complete\":false,\"truncated\":\"items\",\"freshness\":{}}");

    assertThat(decisions().out())
        .endsWith(
            """

            older events of model:lab:chat@3 left out: 9
            cut short: items; see --limit
            not complete: there may be more than is shown
            """);
  }

  @Test
  void longLists_areCut_andTheirRestIsCounted() {
    StringBuilder agents = new StringBuilder(agent("p-0", "PERSON", "x", ""));
    for (int i = 1; i < 60; i++) {
      agents.append(',').append(agent("p-" + i, "PERSON", "x", ""));
    }
    serve(answer(agents.toString(), "", "true", "") + FRESH);

    assertThat(decisions().out())
        .contains("p-49 (")
        .doesNotContain("p-50 (")
        .contains("  who: 10 more; --json tells all\n");
  }

  @Test
  void wrongUsage_andUnknownAssets_areOneLine() {
    server.on("GET", PATH, request -> StubHeadwater.Reply.problem(404, "No event names it."));

    CommandRun unknown = decisions();
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).hasLineCount(1);
    CommandRun limit = decisions("--limit", "0");
    assertThat(limit.exit()).isEqualTo(64);
    assertThat(limit.err()).contains("--limit must be from 1 to 10000, not 0").hasLineCount(1);
    server.close();
    assertThat(decisions().exit()).isEqualTo(2);
  }
}
