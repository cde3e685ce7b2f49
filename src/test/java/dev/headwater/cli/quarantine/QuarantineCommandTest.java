package dev.headwater.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import dev.headwater.cli.terminal.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what {@code quarantine} prints and asks for, against a stub of the server. */
class QuarantineCommandTest {
  private static final String MARK =
      "{\"what\":\"discarded\",\"at\":\"2026-11-22T11:00:00Z\",\"by\":\"ada\",\"reason\":\"a test\"}";

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String record(String id, String status, String replayOf, String mark) {
    return "{\"id\":\""
        + id
        + "\",\"status\":\""
        + status
        + "\",\"topic\":\"headwater.events\",\"partition\":2,\"offset\":5,"
        + "\"arrivedAt\":\"2026-11-22T10:00:00Z\",\"reason\":\"job.name: is\\u0007blank\","
        + "\"valueBytes\":12,\"replays\":1,\"replayOf\":"
        + replayOf
        + ",\"returnedAs\":null,\"copies\":[],\"mark\":"
        + mark
        + "}";
  }

  private static String page(String records, boolean complete, String cursor) {
    return "{\"records\":["
        + records
        + "],\"complete\":"
        + complete
        + ",\"cursor\":"
        + cursor
        + "}";
  }

  private CommandRun run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "quarantine";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--url";
    all[all.length - 1] = server.url();
    return CommandRun.of(all);
  }

  private void answer(String method, String target, String body) {
    server.on(method, target, request -> StubHeadwater.Reply.json(200, body));
  }

  @Test
  void list_printsEveryPage() {
    String query = "/quarantine?limit=500&status=all&topic=headwater.events&reason=is%20bl";
    answer("GET", query, page(record("0-1", "open", "null", "null"), true, "\"c d\""));
    answer(
        "GET",
        query + "&cursor=c%20d",
        page(record("0-2", "discarded", "\"0-0\"", MARK), true, "null"));

    CommandRun run =
        run("list", "--status", "all", "--topic", "headwater.events", "--reason", "is bl");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            OPEN 0-1 2026-11-22T10:00:00Z, 12 bytes
              reason: job.name: is blank
              refused: headwater.events, partition 2, offset 5
            DISCARDED 0-2 2026-11-22T10:00:00Z, 12 bytes
              reason: job.name: is blank
              refused: headwater.events, partition 2, offset 5
              came back: was 0-0, sent again 1 time
              discarded: 2026-11-22T11:00:00Z by ada, because: a test
            """);
  }

  @Test
  void list_thatIsNotComplete_saysSo_andIsNoSuccess() {
    answer("GET", "/quarantine?limit=500&status=open", page("", false, "null"));

    CommandRun run = run("list", "--json");

    assertThat(run.exit()).isEqualTo(ExitCode.CANNOT);
    assertThat(run.out()).isEqualTo("{\"records\":[],\"complete\":false}\n");
    assertThat(run.err()).contains("not everything");
  }

  @Test
  void show_printsHeadersAndContent() {
    answer(
        "GET",
        "/quarantine/0-1",
        "{\"record\":"
            + record("0-1", "open", "null", "null")
            + ",\"key\":null,\"headers\":[{\"name\":\"h\",\"value\":{\"bytes\":1,\"text\":\"x\","
            + "\"base64\":\"eA==\",\"truncated\":false}}],\"moreHeaders\":0,\"event\":null,"
            + "\"undecodable\":\"no wire format\",\"value\":{\"bytes\":9000,\"text\":\"abc\","
            + "\"base64\":\"YWJj\",\"truncated\":true}}");

    CommandRun run = run("show", "0-1");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .endsWith(
            """
              key: none
              header h: x
              not decoded: no wire format
              value: abc ... (9000 bytes in all)
              base64: YWJj
            """);
  }

  @Test
  void replay_ofOneThatCannotBeSent_goesOnWithTheNext() {
    server.on(
        "POST", "/quarantine/0-1/replay", request -> StubHeadwater.Reply.problem(409, "No event."));
    answer("POST", "/quarantine/0-2/replay", record("0-2", "replayed", "null", "null"));

    CommandRun run = run("replay", "0-1", "0-2");

    assertThat(run.exit()).isEqualTo(ExitCode.NO);
    assertThat(run.err()).contains("No event.");
    assertThat(run.out()).startsWith("REPLAYED 0-2 ");
  }

  @Test
  void replay_byReason_saysWhatWasSent_andWhatWasNot() {
    answer(
        "POST",
        "/quarantine/replay?limit=7&reason=schema",
        "{\"replayed\":1,\"records\":[{\"id\":\"0-1\",\"topic\":\"headwater.events\"},"
            + "{\"id\":\"0-2\",\"topic\":null,\"problem\":\"too large\"}],"
            + "\"more\":true,\"complete\":true}");

    CommandRun run = run("replay", "--reason", "schema", "--limit", "7");

    assertThat(run.exit()).isEqualTo(ExitCode.NO);
    assertThat(run.out())
        .isEqualTo(
            """
            0-1 sent to headwater.events
            0-2 not sent: too large
            1 record sent; there are more, run it again
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay",
        "replay 0-1 --all",
        "replay --all --limit 0",
        "discard 0-1",
        "discard 0-1 --reason=",
        "list --status nothing"
      })
  void wrongUsage_isRefused_andNothingIsSent(String line) {
    CommandRun run = run(line.split(" "));

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void discard_sendsTheReason() {
    answer("POST", "/quarantine/0-1/discard", record("0-1", "discarded", "null", MARK));

    CommandRun run = run("discard", "0-1", "--reason", " not \"ours\" ", "--json");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("{\"id\":\"0-1\"").endsWith("}\n");
    assertThat(server.requests())
        .singleElement()
        .extracting(StubHeadwater.Request::body)
        .isEqualTo("{\"reason\":\"not \\\"ours\\\"\"}");
  }
}
