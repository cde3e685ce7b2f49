package dev.headwater.cli.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.StubHeadwater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what {@code emit} sends and prints and how it exits, against a stub of the server. */
class EmitCommandTest {

  @TempDir private Path folder;

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  /** Rejects every line that contains "bad", always for the same reason. */
  private static StubHeadwater.Reply judge(StubHeadwater.Request request) {
    List<String> lines = request.body().lines().toList();
    List<String> rejected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("bad")) {
        rejected.add("{\"index\":" + i + ",\"reason\":\"job: must not be blank\"}");
      }
    }
    int accepted = lines.size() - rejected.size();
    return StubHeadwater.Reply.json(
        accepted == 0 ? 400 : 200,
        "{\"accepted\":" + accepted + ",\"rejected\":[" + String.join(",", rejected) + "]}");
  }

  private CommandRun emit(String input, String... arguments) {
    List<String> all = new ArrayList<>(List.of("emit", "--url", server.url()));
    all.addAll(List.of(arguments));
    return CommandRun.with(input, Map.of(), all.toArray(String[]::new));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void emit_countsAndExitsZero_whenAllAreAccepted() throws IOException {
    server.on("POST", "/events", EmitCommandTest::judge);
    Path events = file("a.jsonl", "{\"n\":1}\n\n{\"n\":2}\n");

    CommandRun run = emit("", events.toString());

    assertThat(run).isEqualTo(new CommandRun(0, "accepted 2 rejected 0\n", ""));
    assertThat(server.requests().get(0).contentType()).isEqualTo("application/x-ndjson");
    assertThat(server.requests().get(0).target()).isEqualTo("/api/v1/events");
  }

  @Test
  void emit_namesFileLineAndReason_ofEachRejection() throws IOException {
    server.on("POST", "/events", EmitCommandTest::judge);
    Path one = file("one.jsonl", "{\"n\":1}\n\n{\"bad\":1}\n");
    Path two = file("two.jsonl", "{\"bad\":2}\n{not json\n[1]\n{\"n\":3}");

    CommandRun run = emit("", one.toString(), two.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("accepted 2 rejected 4\n");
    assertThat(run.err())
        .contains(one + ":3: job: must not be blank\n")
        .contains(two + ":1: job: must not be blank\n")
        .contains(two + ":2: is not JSON: ")
        .contains(
            two + ":3: a JSON array; a line holds one event: jq -c '.[]' makes such lines of it\n");
    assertThat(run.err().lines()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01, false",
    "'', false",
    "garbage, false",
  })
  void emit_sendsTheTraceOfItsEnvironment(String trace, boolean valid) throws IOException {
    server.on("POST", "/events", EmitCommandTest::judge);
    Path events = file("a.jsonl", "{\"n\":1}\n");

    CommandRun run =
        CommandRun.with(
            "", Map.of("TRACEPARENT", trace), "emit", "--url", server.url(), events.toString());

    assertThat(run).isEqualTo(new CommandRun(0, "accepted 1 rejected 0\n", ""));
    assertThat(server.traceParents()).containsExactly(valid ? trace : "");
  }

  @Test
  void emit_listsTheRejectionsAsJson() throws IOException {
    server.on("POST", "/events", EmitCommandTest::judge);
    Path one = file("one.jsonl", "{\"n\":1}\n\n{\"bad\":\"\\\"\"}\n");

    CommandRun run = emit("", "--json", one.toString());

    assertThat(run)
        .isEqualTo(
            new CommandRun(
                1,
                "{\"accepted\":1,\"rejected\":[{\"file\":\""
                    + one
                    + "\",\"line\":3,\"reason\":\"job: must not be blank\"}]}\n",
                ""));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void emit_saysInJsonWhetherAllHasSettled(boolean settled) {
    server
        .on("POST", "/events", EmitCommandTest::judge)
        .on(
            "GET",
            "/assets?limit=1&wait=true",
            request -> StubHeadwater.Reply.json(200, "{\"freshness\":{\"caughtUp\":true}}"))
        .on(
            "GET",
            "/status",
            request -> StubHeadwater.Reply.json(200, "{\"quiescent\":" + settled + "}"));

    assertThat(emit("{\"n\":1}", "--json", "--wait", "-"))
        .isEqualTo(
            new CommandRun(
                0, "{\"accepted\":1,\"rejected\":[],\"settled\":" + settled + "}\n", ""));
  }

  @Test
  void emit_saysInJsonThatNotAllWasSent() {
    server.close();

    CommandRun run = emit("{\"n\":1}", "--json", "-");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out())
        .startsWith("{\"accepted\":0,\"rejected\":[],\"error\":\"cannot reach ")
        .hasLineCount(1);
  }

  @Test
  void emit_boundsTheRejectionsInJson_andPrintsTheRest() {
    CommandRun run = emit("x\n".repeat(10_003), "--json", "-");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).endsWith("],\"moreRejected\":3}\n");
    assertThat(run.out().split("\"reason\"", -1)).hasSize(10_001);
    assertThat(run.err().lines()).hasSize(3).allMatch(line -> line.contains(": is not JSON: "));
  }

  @Test
  void emit_exitsOne_whenAllAreRejected() {
    server.on("POST", "/events", EmitCommandTest::judge);

    CommandRun run = emit("{\"bad\":1}", "-");

    assertThat(run)
        .isEqualTo(new CommandRun(1, "accepted 0 rejected 1\n", "-:1: job: must not be blank\n"));
  }

  /** Also while the server says that it cannot answer now. */
  @Test
  void emit_waits_untilReadsReflectWhatWasSent() {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    server
        .on("POST", "/events", EmitCommandTest::judge)
        .on(
            "GET",
            "/assets?limit=1&wait=true",
            request ->
                read.incrementAndGet() == 1
                    ? StubHeadwater.Reply.problem(503, "moving")
                    : StubHeadwater.Reply.json(
                        200, "{\"freshness\":{\"caughtUp\":" + (read.get() == 3) + "}}"))
        .on(
            "GET",
            "/status",
            request ->
                asked.incrementAndGet() == 1
                    ? StubHeadwater.Reply.problem(503, "moving")
                    : StubHeadwater.Reply.json(200, "{\"quiescent\":true}"));

    CommandRun run = emit("{\"n\":1}", "--wait", "-");

    assertThat(run).isEqualTo(new CommandRun(0, "accepted 1 rejected 0\n", ""));
    assertThat(read).hasValue(3);
    assertThat(asked).hasValue(2);
  }

  @Test
  void emit_doesNotWaitForAMomentOfRest() {
    server
        .on("POST", "/events", EmitCommandTest::judge)
        .on(
            "GET",
            "/assets?limit=1&wait=true",
            request -> StubHeadwater.Reply.json(200, "{\"freshness\":{\"caughtUp\":true}}"))
        .on("GET", "/status", request -> StubHeadwater.Reply.json(200, "{\"quiescent\":false}"));

    CommandRun run = emit("{\"n\":1}", "--wait", "-");

    assertThat(run)
        .isEqualTo(
            new CommandRun(
                0,
                "accepted 1 rejected 0\n",
                "not settled: exposures and alerts may still change\n"));
  }

  @Test
  void emit_sendsManyInBatches_andKeepsCount() {
    server.on("POST", "/events", EmitCommandTest::judge);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_500; i++) {
      lines.append(i == 2_200 ? "{\"bad\":1}\n" : "{\"n\":" + i + "}\r\n");
    }

    CommandRun run = emit(lines.toString(), "-");

    assertThat(run.out()).isEqualTo("accepted 2499 rejected 1\n");
    assertThat(run.err()).isEqualTo("-:2201: job: must not be blank\n");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void emit_rejectsALineThatIsTooLong_andGoesOn() {
    server.on("POST", "/events", EmitCommandTest::judge);
    String longest = "{\"n\":\"" + "x".repeat(EventLines.LONGEST_BYTES) + "\"}";

    CommandRun run = emit(longest + "\n{\"n\":1}\n", "-");

    assertThat(run.out()).isEqualTo("accepted 1 rejected 1\n");
    assertThat(run.err()).isEqualTo("-:1: the line is longer than 5 MiB, the limit for an event\n");
  }

  @Test
  void emit_findsTheEventToBlame_whenTheServerRefusesTheBody() {
    server.on(
        "POST",
        "/events",
        request ->
            request.body().contains("huge")
                ? StubHeadwater.Reply.problem(413, "larger than 1000 bytes")
                : judge(request));

    CommandRun run = emit("{\"n\":1}\n{\"n\":2}\n{\"huge\":1}\n{\"n\":3}\n", "-");

    assertThat(run.out()).isEqualTo("accepted 3 rejected 1\n");
    assertThat(run.err()).isEqualTo("-:3: larger than 1000 bytes\n");
  }

  @Test
  void emit_triesAgain_whileTheServerIsNotReady() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "POST",
        "/events",
        request ->
            asked.incrementAndGet() == 1
                ? StubHeadwater.Reply.problem(503, "restoring").with("Retry-After", "1")
                : judge(request));

    CommandRun run = emit("{\"n\":1}", "-");

    assertThat(run).isEqualTo(new CommandRun(0, "accepted 1 rejected 0\n", ""));
  }

  /** Nothing is wrong with the events, so none counts as rejected. */
  @Test
  void emit_waits_whenItSendsTooMuch() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "POST",
        "/events",
        request ->
            asked.incrementAndGet() == 1
                ? StubHeadwater.Reply.problem(429, "Too many requests").with("Retry-After", "1")
                : judge(request));

    assertThat(emit("{\"n\":1}", "-")).isEqualTo(new CommandRun(0, "accepted 1 rejected 0\n", ""));
    assertThat(asked).hasValue(2);
  }

  @Test
  void emit_exitsTwoWithOneLine_whenNobodyAnswers() {
    server.close();

    CommandRun run = emit("{\"n\":1}", "-");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("cannot reach " + server.url()).contains("--url");
  }

  @Test
  void emit_sendsNothing_whenAFileIsMissing() throws IOException {
    Path there = file("there.jsonl", "{\"n\":1}");

    CommandRun run = emit("", there.toString(), folder.resolve("missing.jsonl").toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("missing.jsonl").contains("nothing was sent");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void emit_takesTheAddressFromTheEnvironment() {
    server.on("POST", "/events", EmitCommandTest::judge);

    CommandRun run =
        CommandRun.with("{\"n\":1}", Map.of("HEADWATER_URL", server.url() + "/"), "emit", "-");

    assertThat(run.exit()).isZero();
  }

  @Test
  void emit_saysWhatIsMissing_whenOnlyHalfOfKafkaIsGiven() {
    CommandRun run = CommandRun.of("emit", "--bootstrap", "127.0.0.1:1", "-");

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("--registry");
  }

  @Test
  void emit_saysWhatToDo_withOpenLineageEvents() throws IOException {
    server.on("POST", "/events", EmitCommandTest::judge);
    String run =
        "{\"eventType\":\"COMPLETE\",\"eventTime\":\"2026-11-22T10:00:00Z\",\"run\":{\"runId\":"
            + "\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\"},\"job\":{\"namespace\":\"n\",\"name\":"
            + "\"j\"},\"producer\":\"p\",\"schemaURL\":\"https://openlineage.io/spec\"}";
    Path events = file("openlineage.jsonl", run + "\n{\"n\":1}\n" + run + "\n");

    CommandRun emitted = emit("", events.toString());

    assertThat(emitted.exit()).isEqualTo(1);
    assertThat(emitted.out()).isEqualTo("accepted 1 rejected 2\n");
    assertThat(emitted.err().lines()).hasSize(2);
    assertThat(emitted.err())
        .contains(events + ":1: an OpenLineage event, ")
        .contains(events + ":3: an OpenLineage event, ")
        .contains("/api/v1/lineage");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\\n  \"eventId\": 1,\\n  \"type\": \"INGEST\"\\n}\\n{\\n}\\n | a JSON object over | jq -c .",
        "\\n\\n  {\\r\\n  \"eventId\": 1}\\r\\n | a JSON object over | jq -c .",
        "[\\n  {\"eventId\": 1}\\n]\\n | a JSON array over | jq -c '.[]'",
        "[{\\n  \"eventId\": 1\\n}]\\n | a JSON array over | jq -c '.[]'",
        "[{\"eventId\": 1},\\n{\"eventId\": 2}]\\n | a JSON array over | jq -c '.[]'",
        "[{\"eventId\": 1},{\"eventId\": 2}]\\n | a JSON array; | jq -c '.[]'"
      })
  void emit_saysWhatToDo_withJsonThatIsNotOneEventALine(String text, String what, String remedy)
      throws IOException {
    server.on("POST", "/events", EmitCommandTest::judge);
    Path pretty = file("a.json", text.replace("\\n", "\n").replace("\\r", "\r"));
    Path lines = file("b.jsonl", "{\"n\":1}\n");

    CommandRun run = emit("", pretty.toString(), lines.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("accepted 1 rejected 1\n");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("a.json:").contains(what).contains(remedy);
  }

  /** A truncated line is one bad line. The lines after it are sent all the same. */
  @Test
  void emit_sendsWhatFollowsACutLine() {
    server.on("POST", "/events", EmitCommandTest::judge);

    CommandRun run = emit("{\"n\":\n{\"n\":1}\n{\n", "-");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("accepted 1 rejected 2\n");
  }
}
