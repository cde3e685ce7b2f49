package dev.headwater.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.Main;
import dev.headwater.cli.StubHeadwater;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Terminals;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what {@code alerts} prints and asks for, against a stub of the server. */
class AlertsCommandTest {

  /** In a window of 40 or 80 columns. */
  private static final int LINES_OF_TWO_ALERTS = 11;

  private static final String FRESH = "\"freshness\":{\"caughtUp\":true}";

  private static final String END = "\"cursor\":null,\"complete\":true," + FRESH;

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String alert(String id, String status) {
    return "{\"id\":\""
        + id
        + "\",\"rule\":\"TRAINED_ON_UNDOCUMENTED_SYNTHETIC\",\"severity\":\"CRITICAL\",\"status\":\""
        + status
        + "\",\"subject\":\"model:l:m@1\",\"origin\":\"dataset:l:d@1\",\"missing\":[\"seed\",\"prompts\"],"
        + "\"path\":[\"dataset:l:d@1\",\"model:l:m@1\"],\"openedAt\":\"2026-11-22T10:00:00Z\""
        + (status.equals("OPEN")
            ? "}"
            : ",\"resolvedAt\":\"2026-11-22T11:00:00Z\",\"resolution\":\"DOCUMENTED_AFTER_TRAINING\"}");
  }

  private static StubHeadwater.Reply page(String alerts, String rest) {
    return StubHeadwater.Reply.json(200, "{\"alerts\":[" + alerts + "]," + rest + "}");
  }

  @Test
  void alerts_listsThemWithCauseAndPath() {
    server.on(
        "GET",
        "/alerts?wait=true&limit=500&status=all",
        request -> page(alert("a1", "OPEN") + "," + alert("a2", "RESOLVED"), END));

    CommandRun run = CommandRun.of("alerts", "--status", "all", "--url", server.url());

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            OPEN CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC model:l:m@1
              origin: dataset:l:d@1
              missing: seed, prompts
              path: dataset:l:d@1 -> model:l:m@1
              opened: 2026-11-22T10:00:00Z, id: a1
            RESOLVED CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC model:l:m@1 (DOCUMENTED_AFTER_TRAINING)
              origin: dataset:l:d@1
              missing: seed, prompts
              path: dataset:l:d@1 -> model:l:m@1
              opened: 2026-11-22T10:00:00Z, resolved: 2026-11-22T11:00:00Z, id: a2
            """);
  }

  private CommandRun watchInWindow(int columns, Map<String, String> environment) {
    server.on(
        "GET",
        "/alerts/stream",
        request ->
            StubHeadwater.Reply.stream(
                "data: " + alert("a1", "OPEN") + "\n\ndata: " + alert("a2", "RESOLVED") + "\n\n"));
    ClosedAfter pipe = new ClosedAfter(LINES_OF_TWO_ALERTS);
    Terminal terminal = Terminals.pipe(pipe, Writer.nullWriter(), "", environment);
    int exit =
        Main.run(Terminals.window(terminal, columns), "alerts", "--watch", "--url", server.url());
    return new CommandRun(exit, pipe.text.toString(), "");
  }

  @Test
  void alerts_watchFitsANarrowWindow() {
    assertThat(watchInWindow(40, Map.of("NO_COLOR", "1")).out())
        .startsWith(
            """
            OPEN CRITICAL
                TRAINED_ON_UNDOCUMENTED_SYNTHETIC
                model:l:m@1
              origin: dataset:l:d@1
              missing: seed, prompts
              path: dataset:l:d@1 -> model:l:m@1
              opened: 2026-11-22T10:00:00Z, id: a1
            RESOLVED CRITICAL
                TRAINED_ON_UNDOCUMENTED_SYNTHETIC
                model:l:m@1
                (DOCUMENTED_AFTER_TRAINING)
            """);
  }

  @Test
  void alerts_watchFitsAUsualWindow() {
    assertThat(watchInWindow(80, Map.of("NO_COLOR", "1")).out())
        .contains(
            """
            OPEN CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC model:l:m@1
              origin: dataset:l:d@1
            """)
        .contains(
            """
            RESOLVED CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC model:l:m@1
                (DOCUMENTED_AFTER_TRAINING)
            """);
  }

  @Test
  void alerts_colourTheSeverity_onATerminal() {
    assertThat(watchInWindow(80, Map.of()).out())
        .startsWith("OPEN \u001b[1;31mCRITICAL\u001b[0m TRAINED_ON")
        .contains("\u001b[32mRESOLVED\u001b[0m CRITICAL TRAINED_ON");
  }

  @Test
  void alerts_areJsonWithoutColours_onATerminalToo() {
    server.on("GET", "/alerts", request -> page(alert("a1", "OPEN"), END));

    assertThat(CommandRun.inWindow(40, Map.of(), "alerts", "--json", "--url", server.url()).out())
        .isEqualTo("{\"alerts\":[" + alert("a1", "OPEN") + "],\"complete\":true}\n");
  }

  /**
   * The stub keeps the stream open until the alert is printed, so a buffer would block this. The
   * test runs in a thread of its own, because reading a socket cannot be interrupted.
   */
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void alerts_watchPrintsAnAlertAtOnce() {
    ClosedAfter pipe = new ClosedAfter(1);
    server.on(
        "GET",
        "/alerts/stream",
        request ->
            StubHeadwater.Reply.stream("data: " + alert("a1", "OPEN") + "\n\n")
                .openUntil(pipe.closed));

    Main.run(
        Terminals.pipe(pipe, Writer.nullWriter(), "", Map.of()),
        "alerts",
        "--watch",
        "--json",
        "--url",
        server.url());

    assertThat(pipe.text.toString()).isEqualTo(alert("a1", "OPEN") + "\n");
  }

  @Test
  void alerts_listsMissingEventsOfAJob() {
    String lost =
        "{\"id\":\"a3\",\"rule\":\"LOST_EVENTS\",\"severity\":\"WARNING\",\"status\":\"OPEN\","
            + "\"subject\":\"job:n:j\",\"origin\":\"producer:host-1\","
            + "\"missing\":[\"5-7\",\"9\",\"and 12 more\"],\"path\":[],"
            + "\"openedAt\":\"2026-11-22T10:00:00Z\"}";
    server.on("GET", "/alerts?wait=true&limit=500&status=open", request -> page(lost, END));

    assertThat(CommandRun.of("alerts", "--url", server.url()).out())
        .isEqualTo(
            """
            OPEN WARNING LOST_EVENTS job:n:j
              origin: producer:host-1
              missing: 5-7, 9, and 12 more
              opened: 2026-11-22T10:00:00Z, id: a3
            """);
  }

  private String printed(String alert) {
    server.on("GET", "/alerts?wait=true&limit=500&status=open", request -> page(alert, END));
    return CommandRun.of("alerts", "--url", server.url()).out();
  }

  private static String about(String rule, String more) {
    return "{\"id\":\"a4\",\"rule\":\""
        + rule
        + "\",\"severity\":\"WARNING\",\"status\":\"OPEN\","
        + "\"subject\":\"dataset:l:clean@1\",\"origin\":\"dataset:l:raw@1\",\"missing\":[],"
        + "\"path\":[\"dataset:l:raw@1\",\"dataset:l:clean@1\"],"
        + more
        + "\"openedAt\":\"2026-11-22T10:00:00Z\"}";
  }

  @Test
  void alerts_sayInWordsWhatWasFound() {
    String evidence =
        "\"dimension\":\"language\",\"evidence\":[{\"category\":\"sw\",\"value\":0,\"before\":1002,"
            + "\"after\":0},{\"category\":\"y\\u001bo\",\"value\":0,\"before\":30,\"after\":0}],"
            + "\"moreEvidence\":7,";

    assertThat(printed(about("GROUP_ERASED", evidence)))
        .isEqualTo(
            """
            OPEN WARNING GROUP_ERASED dataset:l:clean@1
              origin: dataset:l:raw@1
              dimension: language
              evidence: sw: 1,002 before, none after
              evidence: y o: 30 before, none after
              evidence: and 7 more
              path: dataset:l:raw@1 -> dataset:l:clean@1
              opened: 2026-11-22T10:00:00Z, id: a4
            """);
  }

  @Test
  void alerts_ofARuleThatIsNotKnownHere_showTheEvidenceAsItIs() {
    String evidence =
        "\"dimension\":null,\"evidence\":[{\"category\":\"sw\",\"depth\":3}],\"moreEvidence\":0,";

    assertThat(printed(about("OF_A_LATER_VERSION", evidence)))
        .contains("  evidence: {\"category\":\"sw\",\"depth\":3}\n")
        .doesNotContain("dimension");
  }

  @Test
  void alerts_followsTheCursorToTheEnd() {
    server
        .on(
            "GET",
            "/alerts?wait=true&limit=500&status=open",
            request ->
                page(alert("a1", "OPEN"), "\"cursor\":\"1:x y\",\"complete\":false," + FRESH))
        .on(
            "GET",
            "/alerts?wait=true&limit=500&status=open&cursor=1%3Ax%20y",
            request -> page(alert("a2", "OPEN"), END));

    CommandRun run = CommandRun.of("alerts", "--json", "--url", server.url());

    assertThat(run.out())
        .isEqualTo(
            "{\"alerts\":["
                + alert("a1", "OPEN")
                + ","
                + alert("a2", "OPEN")
                + "],\"complete\":true}\n");
  }

  @Test
  void alerts_saysSo_whenThereAreNone() {
    server.on("GET", "/alerts", request -> page("", END));

    assertThat(CommandRun.of("alerts", "--url", server.url()).out()).isEqualTo("no open alerts\n");
  }

  @Test
  void alerts_printsNoHalfOfAnAnswer_whenThereIsNone() {
    server.on("GET", "/alerts", request -> StubHeadwater.Reply.json(503, "{}"));

    CommandRun run = CommandRun.of("alerts", "--json", "--url", server.url());

    assertThat(run.exit()).isEqualTo(ExitCode.CANNOT);
    assertThat(run.out()).isEmpty();
  }

  /** Events that are not processed yet may open alerts. */
  @Test
  void alerts_neverSaysThatThereAreNone_whileTheServerIsBehind() {
    String behind = "\"cursor\":null,\"complete\":false,\"freshness\":{\"caughtUp\":false}";
    server.on("GET", "/alerts", request -> page("", behind));

    assertThat(CommandRun.of("alerts", "--url", server.url()).out())
        .isEqualTo(
            """
            no open alerts so far
            not complete: the server is behind, or cannot tell; alerts may be missing, or resolved by now
            """);
    assertThat(CommandRun.of("alerts", "--json", "--url", server.url()).out())
        .isEqualTo("{\"alerts\":[],\"complete\":false}\n");
  }

  @Test
  void alerts_waitsForNoFurtherPage_whenTheServerDoesNotKeepUp() {
    server
        .on(
            "GET",
            "/alerts?wait=true&limit=500&status=open",
            request ->
                page(
                    alert("a1", "OPEN"),
                    "\"cursor\":\"1:x\",\"complete\":false,\"freshness\":{\"caughtUp\":false}"))
        .on(
            "GET",
            "/alerts?limit=500&status=open&cursor=1%3Ax",
            request -> page(alert("a2", "OPEN"), END));

    assertThat(CommandRun.of("alerts", "--url", server.url()).out())
        .contains("id: a1")
        .contains("id: a2")
        .endsWith(
            "not complete: the server is behind, or cannot tell; alerts may be missing, or resolved by now\n");
  }

  @Test
  void alerts_saysWhatIsForgotten() {
    String forgotten = "\"forgotten\":{\"resolvedBefore\":\"2026-08-01T00:00:00Z\"},";
    server.on("GET", "/alerts", request -> page("", forgotten + END));

    assertThat(CommandRun.of("alerts", "--status", "resolved", "--url", server.url()).out())
        .isEqualTo(
            """
            no resolved alerts
            alerts that were resolved before 2026-08-01T00:00:00Z are not kept
            """);
    assertThat(CommandRun.of("alerts", "--status", "all", "--json", "--url", server.url()).out())
        .isEqualTo(
            "{\"alerts\":[],\"complete\":true,"
                + "\"forgotten\":{\"resolvedBefore\":\"2026-08-01T00:00:00Z\"}}\n");
  }

  @Test
  void alerts_asksForARuleAndASeverity() {
    server.on("GET", "/alerts", request -> page("", END));

    CommandRun run =
        CommandRun.of(
            "alerts",
            "--rule",
            "LOST_EVENTS",
            "--severity",
            "critical",
            "--status",
            "all",
            "--namespace",
            "s3://lab a",
            "--owner",
            "team:a&b",
            "--url",
            server.url());

    assertThat(run.exit()).isZero();
    assertThat(server.requests().get(0).target())
        .isEqualTo(
            "/api/v1/alerts?wait=true&limit=500&status=all&rule=LOST_EVENTS&severity=CRITICAL"
                + "&namespace=s3%3A%2F%2Flab%20a&owner=team%3Aa%26b");
  }

  @Test
  void alerts_cannotBeFollowedByOwner() {
    CommandRun run = CommandRun.of("alerts", "--watch", "--owner", "ada", "--url", server.url());

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("--owner: an alert does not name the owner");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--rule,LOST_EVENTS,a2",
    "--severity,WARNING,a2",
    "--severity,CRITICAL,a1",
    "--rule,trained_on_undocumented_synthetic,a1",
    "--status,resolved,a3"
  })
  void alerts_watchFilters(String option, String value, String id) {
    String other =
        alert("a2", "OPEN")
            .replace("TRAINED_ON_UNDOCUMENTED_SYNTHETIC", "LOST_EVENTS")
            .replace("CRITICAL", "WARNING");
    String resolved =
        alert("a3", "RESOLVED")
            .replace("TRAINED_ON_UNDOCUMENTED_SYNTHETIC", "UNKNOWN_ORIGIN")
            .replace("CRITICAL", "INFO");
    server.on(
        "GET",
        "/alerts/stream",
        request ->
            StubHeadwater.Reply.stream(
                "data: "
                    + alert("a1", "OPEN")
                    + "\n\ndata: "
                    + other
                    + "\n\ndata: "
                    + resolved
                    + "\n\n"));
    ClosedAfter pipe = new ClosedAfter(1);

    Main.run(
        Terminals.pipe(pipe, Writer.nullWriter(), "", Map.of()),
        "alerts",
        "--watch",
        "--json",
        option,
        value,
        "--url",
        server.url());

    assertThat(pipe.text.toString().lines())
        .singleElement()
        .asString()
        .contains("\"id\":\"" + id + "\"");
  }

  @Test
  void alerts_watchPrintsEachAlertOfTheStream_untilNobodyReads() {
    server.on(
        "GET",
        "/alerts/stream",
        request ->
            StubHeadwater.Reply.stream(
                ": hello\n\nevent: alert\ndata: "
                    + alert("a1", "OPEN")
                    + "\n\nid: 7\ndata: "
                    + alert("a1", "RESOLVED")
                    + "\n\n"));
    ClosedAfter pipe = new ClosedAfter(3);

    int exit =
        Main.run(
            Terminals.pipe(pipe, Writer.nullWriter(), "", Map.of()),
            "alerts",
            "--watch",
            "--json",
            "--url",
            server.url());

    assertThat(exit).isZero();
    // The stub ends its stream after two alerts. The third shows that the command connected again.
    assertThat(pipe.text.toString())
        .isEqualTo(
            alert("a1", "OPEN")
                + "\n"
                + alert("a1", "RESOLVED")
                + "\n"
                + alert("a1", "OPEN")
                + "\n");
  }

  /** A pipe whose reader closes it after some lines, as {@code head} does. */
  private static final class ClosedAfter extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int linesLeft;

    ClosedAfter(int lines) {
      this.linesLeft = lines;
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
      if (linesLeft <= 0) {
        throw new IOException("broken pipe");
      }
      text.append(characters, from, length);
      linesLeft -=
          (int) new String(characters, from, length).chars().filter(c -> c == '\n').count();
      if (linesLeft <= 0) {
        closed.countDown();
      }
    }

    @Override
    public void flush() throws IOException {
      if (linesLeft <= 0) {
        throw new IOException("broken pipe");
      }
    }

    @Override
    public void close() {
      // There is nothing to release.
    }
  }
}
