package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.http.ingest.EventSink;
import dev.headwater.http.ingest.PostOutcome;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.progress.Backlog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows the exact answers of {@code POST /events}, and what reaches the sink. */
class EventsApiTest {
  private static final String ID = "3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11";
  private static final String ALL = "{\"accepted\":1,\"rejected\":[]}";

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private static String event(String id, String name) {
    return "{\"eventId\":\""
        + id
        + "\",\"eventTime\":\"2026-11-22T10:00:00Z\",\"type\":\"INGEST\",\"producer\":\"test\","
        + "\"job\":{\"namespace\":\"p\",\"name\":\"j\"},\"run\":\"r\","
        + "\"outputs\":[{\"asset\":\"dataset:lab:"
        + name
        + "\"}]}";
  }

  static String event() {
    return event(UUID.randomUUID().toString(), "a");
  }

  private void assertProblem(ApiFixture.Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asText()).isNotBlank();
    assertThat(answer.detail()).contains(detail);
    assertThat(answer.body()).doesNotContain("accepted\"").doesNotContain("\tat ");
  }

  @Test
  void oneEvent_isSentAndAccepted() {
    ApiFixture.Answer answer = api.post(event(ID, "a"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo(ALL);
    assertThat(api.sink.sent)
        .extracting(LineageEvent::eventId)
        .containsExactly(UUID.fromString(ID));
  }

  @Test
  void anArray_isSentInOrderAndToldByIndex() {
    String other = UUID.randomUUID().toString();
    ApiFixture.Answer answer =
        api.post("[" + event(ID, "a") + ",{\"type\":\"INGEST\"},17," + event(other, "b") + "]");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected").findValuesAsText("index")).containsExactly("1", "2");
    assertThat(answer.json().path("rejected").get(0).path("reason").asText())
        .isEqualTo(
            "eventId: is required | eventTime: is required | producer: is required and must not be"
                + " blank | job: is required | run: is required and must not be blank | outputs:"
                + " must name at least one asset in an event of type INGEST");
    assertThat(api.sink.sent)
        .extracting(event -> event.eventId().toString())
        .containsExactly(ID, other);
  }

  @Test
  void jsonLines_rejectALineAlone() {
    ApiFixture.Answer answer =
        api.lines(event() + "\r\n\n{\"eventId\": oops}\n" + event() + "\n{} {}\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected").findValuesAsText("index")).containsExactly("1", "3");
    assertThat(answer.json().path("rejected").get(0).path("reason").asText())
        .startsWith("the line is not JSON: ")
        .endsWith("(line 1, column 13)");
  }

  @Test
  void aLineThatIsNotUtf8_isRejectedAlone() {
    byte[] good = (event() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[good.length + 3];
    System.arraycopy(good, 0, body, 0, good.length);
    body[good.length] = '"';
    body[good.length + 1] = (byte) 0xC3;
    body[good.length + 2] = '"';

    ApiFixture.Answer answer = api.post("", "application/x-ndjson", body);

    assertThat(answer.body())
        .isEqualTo(
            "{\"accepted\":1,\"rejected\":[{\"index\":1,\"reason\":\"the line is not UTF-8\"}]}");
  }

  @Test
  void noneAccepted_is400WithTheSameBody() {
    ApiFixture.Answer answer = api.post("[{},5]");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("accepted").asInt(-1)).isZero();
    assertThat(answer.json().path("rejected")).hasSize(2);
    assertThat(api.post("\"text\"").status()).isEqualTo(400);
    assertThat(api.sink.sent).isEmpty();
  }

  @Test
  void noEvents_areAllAccepted() {
    assertThat(api.post("[]").body()).isEqualTo("{\"accepted\":0,\"rejected\":[]}");
    assertThat(api.post("[]").status()).isEqualTo(200);
    assertThat(api.lines("\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[{}", "nonsense", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud8\"}", "[1,]"})
  void noJson_isAProblem(String body) {
    assertProblem(api.post(body), 400, "The body is not JSON: ");
  }

  @Test
  void anEmptyBody_isAProblem() {
    assertProblem(api.post(""), 400, "The body is empty");
  }

  @Test
  void linesSentAsJson_areAProblemThatNamesTheType() {
    assertProblem(api.post(event() + "\n" + event()), 400, "send it as application/x-ndjson");
    assertThat(api.sink.sent).isEmpty();
  }

  @Test
  void deepNesting_isAProblem() {
    assertProblem(api.post("[".repeat(30_000)), 400, "The body is not JSON: ");
    assertThat(api.lines("[".repeat(30_000)).status()).isEqualTo(400);
  }

  @Test
  void invalidUtf8_isAProblem() {
    byte[] body = "{\"run\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    body[8] = (byte) 0xFF;

    assertProblem(api.post("", "application/json", body), 400, "not UTF-8");
  }

  @Test
  void aByteOrderMark_isNoHarm() {
    assertThat(api.post("\ufeff" + event()).body()).isEqualTo(ALL);
  }

  @Test
  void theLimit_holdsForAnnouncedAndChunkedBodies() {
    byte[] body = new byte[ApiFixture.OPTIONS.bodyBytes() + 1];
    Arrays.fill(body, (byte) ' ');

    assertProblem(api.post("", "application/json", body), 413, "the limit is 65536 bytes");
    assertProblem(api.chunked(body), 413, "the limit is 65536 bytes");
    assertProblem(api.chunked(new byte[200_000]), 413, "the limit is 65536 bytes");
  }

  @Test
  void aBodyOfExactlyTheLimit_isTaken() {
    byte[] event = event().getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(event, ApiFixture.OPTIONS.bodyBytes());
    Arrays.fill(body, event.length, body.length, (byte) ' ');

    assertThat(api.post("", "application/json", body).body()).isEqualTo(ALL);
    assertThat(api.chunked(body).body()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "APPLICATION/JSON; charset=\"UTF-8\"",
        "application/x-ndjson;charset=utf-8"
      })
  void theseTypes_areTaken(String type) {
    assertThat(api.post("", type, event().getBytes(StandardCharsets.UTF_8)).body()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "json",
        "foo",
        "/",
        ",",
        ";",
        ";;charset=utf-8",
        "; charset=nonsense",
        "text/plain; charset=nonsense",
        "application/json; charset=",
        "application/json; charset=nonsense",
        "application/json, application/json",
        "application/json; charset=latin1"
      })
  void otherTypes_are415(String type) {
    ApiFixture.Answer answer = api.post("", type, event().getBytes(StandardCharsets.UTF_8));

    assertProblem(answer, 415, "send ");
    assertThat(answer.header("Accept-Post")).isEqualTo("application/json, application/x-ndjson");
  }

  @Test
  void theFuture_isRejectedAsOfTheClock() {
    String late = event().replace("2026-11-22T10:00:00Z", "2026-11-23T12:00:01Z");
    String soon = event().replace("2026-11-22T10:00:00Z", "2026-11-23T12:00:00Z");

    assertThat(api.post(soon).status()).isEqualTo(200);
    assertThat(api.post(late).json().path("rejected").get(0).path("reason").asText())
        .startsWith("eventTime: is 2026-11-23T12:00:01Z, more than 24 h after ");
    String lateAndMore = late.replace("\"run\":\"r\"", "\"run\":7");
    assertThat(api.post(lateAndMore).json().path("rejected").get(0).path("reason").asText())
        .contains("eventTime: is 2026-11-23T12:00:01Z, more than 24 h after ")
        .endsWith(" | run: must be text, is the number 7");
  }

  @Test
  void unknownFields_areNamed() {
    String body = event().replace("\"run\":\"r\"", "\"run\":\"r\",\"colour\":\"red\"");

    assertThat(api.post(body).json().path("rejected").get(0).path("reason").asText())
        .contains("colour");
  }

  @Test
  void theSameEventTwice_isSentOnceAndCountedTwice() {
    String event = event();

    assertThat(api.post("[" + event + "," + event + "]").json().path("accepted").asInt())
        .isEqualTo(2);
    assertThat(api.sink.sent).hasSize(1);
  }

  @Test
  void otherContentUnderTheSameId_isRejected() {
    ApiFixture.Answer answer = api.post("[" + event(ID, "a") + "," + event(ID, "b") + "]");

    assertThat(answer.body())
        .isEqualTo(
            "{\"accepted\":1,\"rejected\":[{\"index\":1,\"reason\":\"eventId: the event at index 0"
                + " has the same id and other content; ids are unique\"}]}");
  }

  @Test
  void kafkaAway_claimsNothing() {
    api.sink.answer =
        event ->
            api.sink.sent.size() > 1
                ? CompletableFuture.failedFuture(
                    new EventSink.AwayException("Kafka did not confirm the events.", null))
                : CompletableFuture.completedFuture(null);

    ApiFixture.Answer answer = api.post("[" + event() + "," + event() + "," + event() + "]");

    assertProblem(answer, 429, "Kafka did not confirm the events. Send all of them again");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
  }

  @Test
  void kafkaSilent_claimsNothing() {
    api.sink.answer = event -> new CompletableFuture<>();

    assertProblem(api.post(event()), 429, "Kafka did not confirm the events.");
  }

  @Test
  void aRefusedEvent_isRejectedWithItsRepeats() {
    api.sink.answer =
        event ->
            event.eventId().toString().equals(ID)
                ? CompletableFuture.failedFuture(
                    new EventSink.RefusedException("the event is larger than Kafka takes", null))
                : CompletableFuture.completedFuture(null);
    String refused = event(ID, "a");

    ApiFixture.Answer answer = api.post("[" + refused + "," + event() + "," + refused + "]");

    assertThat(answer.body())
        .isEqualTo(
            "{\"accepted\":1,\"rejected\":["
                + "{\"index\":0,\"reason\":\"the event is larger than Kafka takes\"},"
                + "{\"index\":2,\"reason\":\"the event is larger than Kafka takes\"}]}");
  }

  @Test
  void waiting_answersWhenAllIsProcessed() {
    api.service.backlog.set(new Backlog(1, 0, false, 1));
    CompletableFuture<ApiFixture.Answer> answer =
        CompletableFuture.supplyAsync(
            () ->
                api.post(
                    "?wait=true", "application/json", event().getBytes(StandardCharsets.UTF_8)));
    await().until(() -> !api.sink.sent.isEmpty());
    assertThat(answer).isNotDone();

    api.service.backlog.set(new Backlog(0, 0, false, 2));

    assertThat(answer.join().body()).isEqualTo("{\"accepted\":1,\"rejected\":[],\"settled\":true}");
  }

  @Test
  void waiting_doesNotNeedAMomentOfRest() {
    // The facts are processed at once. An alert that is held back means that it is not at rest.
    api.service.report = new InstanceReport("RUNNING", List.of(0, 1, 2, 3), 1, 0, 0);

    ApiFixture.Answer answer =
        api.post("?wait=true", "application/json", event().getBytes(StandardCharsets.UTF_8));

    assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[],\"settled\":false}");
  }

  @Test
  void waitingTooLong_saysSoAndStillWhatIsAccepted() {
    api.service.backlog.set(new Backlog(0, 0, true, 1));

    ApiFixture.Answer answer =
        api.post("?wait=true", "application/json", event().getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"accepted\":1,\"rejected\":[],\"processed\":false,\"settled\":false}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson"})
  void aUsedIdWithOtherContent_isNamed(String type) {
    String text = event();
    LineageEvent event = EventJson.read(Json.parse(text));
    Asset output = event.outputs().get(0).asset();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);

    api.graph.stands(output, event.eventId(), event.hashCode());
    assertThat(api.post("?wait=true", type, body).body())
        .isEqualTo("{\"accepted\":1,\"rejected\":[],\"settled\":true}");

    api.graph.stands(output, event.eventId(), event.hashCode() + 1L);
    assertThat(api.post("?wait=true", type, body).body())
        .isEqualTo(
            "{\"accepted\":1,\"rejected\":[],\"conflicts\":[{\"index\":0,\"reason\":\"eventId: "
                + event.eventId()
                + " is taken by an event with other content, which stands; use a new id\"}],"
                + "\"settled\":true}");
  }

  @Test
  void kafkaAwayForLonger_isToldAtOnce() {
    api.service.backlog.set(null);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              ApiFixture.Answer answer = api.post(event());
              assertProblem(answer, 503, "Kafka has not answered for");
              assertThat(answer.header("Retry-After")).isNotEmpty();
            });
    int sent = api.sink.sent.size();
    assertThat(api.post(event()).status()).isEqualTo(503);
    assertThat(api.sink.sent).hasSize(sent);

    api.service.backlog.set(new Backlog(0, 0, false, 1));
    await().atMost(Duration.ofSeconds(60)).until(() -> api.post(event()).status() == 200);
  }

  @Test
  void parameters_areChecked() {
    byte[] body = event().getBytes(StandardCharsets.UTF_8);

    assertProblem(api.post("?wait=yes", "", body), 400, "wait: is one of false, true");
    assertProblem(
        api.post("?wiat=true", "", body),
        400,
        "wiat: there is no such parameter; this call has wait");
    assertProblem(api.post("?wait=true&wait=true", "", body), 400, "wait: is given more than once");
    assertThat(api.sink.sent).isEmpty();
  }

  @Test
  void tooManyAtOnce_areTurnedAwayAndTakenAgainLater() {
    List<CompletableFuture<Void>> held = new CopyOnWriteArrayList<>();
    api.sink.answer =
        event -> {
          CompletableFuture<Void> one = new CompletableFuture<>();
          held.add(one);
          return one;
        };
    List<CompletableFuture<ApiFixture.Answer>> first =
        IntStream.range(0, ApiFixture.OPTIONS.bodiesAtOnce())
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.post(event())))
            .toList();
    await().until(() -> held.size() == first.size());

    assertProblem(api.post(event()), 429, "Too many events are being received at once");

    held.forEach(one -> one.complete(null));
    first.forEach(one -> assertThat(one.join().status()).isEqualTo(200));
    api.sink.answer = event -> CompletableFuture.completedFuture(null);
    assertThat(api.post(event()).status()).isEqualTo(200);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void gzip_isTaken_forJsonAndForLines() throws IOException {
    assertThat(api.encoded("gzip", "application/json", gzip(utf8(event()))).body()).isEqualTo(ALL);
    assertThat(
            api.encoded("GZIP", "application/x-ndjson", gzip(utf8(event() + "\n" + event())))
                .json()
                .path("accepted")
                .asInt())
        .isEqualTo(2);
    assertThat(api.encoded("identity", "application/json", utf8(event())).body()).isEqualTo(ALL);
  }

  @Test
  void gzip_thatIsNone_isTheSendersError() throws IOException {
    byte[] whole = gzip(utf8(event()));
    byte[] cut = Arrays.copyOf(whole, whole.length - 12);
    for (String type : List.of("application/json", "application/x-ndjson")) {
      assertProblem(api.encoded("gzip", type, utf8(event())), 400, "The body is not gzip");
      assertProblem(api.encoded("gzip", type, cut), 400, "The body is not gzip");
      assertProblem(api.encoded("gzip", type, new byte[0]), 400, "The body is not gzip");
    }
    ApiFixture.Answer other = api.encoded("br", "application/json", utf8(event()));
    assertProblem(other, 415, "The body is compressed, as br; send it as it is, or as gzip");
    assertThat(other.header("Accept-Encoding")).isEqualTo("gzip, identity");
  }

  @Test
  void gzip_isLimitedByWhatItHolds() throws IOException {
    byte[] blanks = new byte[50 * 1024 * 1024];
    Arrays.fill(blanks, (byte) ' ');

    assertProblem(
        api.encoded("gzip", "application/json", gzip(blanks)), 413, "the limit is 65536 bytes");
    assertProblem(
        api.encoded("gzip", "application/x-ndjson", gzip(blanks)), 413, "the limit for lines");
  }

  @Test
  void lines_mayBeManyTimesTheLimitOfABody() {
    String line = event(ID, "a");
    StringBuilder lines = new StringBuilder();
    int count = 0;
    while (lines.length() < 10 * ApiFixture.OPTIONS.bodyBytes()) {
      lines.append(line.replace(ID, UUID.randomUUID().toString())).append('\n');
      count++;
    }
    lines.append("{}\n");

    ApiFixture.Answer answer = api.lines(lines.toString());

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(count);
    assertThat(answer.json().path("rejected").get(0).path("index").asInt()).isEqualTo(count);
    assertThat(api.sink.sent).hasSize(count);
  }

  @Test
  void lines_areSentWhileTheBodyIsStillBeingReceived() throws Exception {
    PipedOutputStream body = new PipedOutputStream();
    PipedInputStream end = new PipedInputStream(body, 1 << 16);
    CompletableFuture<ApiFixture.Answer> answer =
        CompletableFuture.supplyAsync(
            () ->
                api.send(
                    HttpRequest.newBuilder(api.uri("/api/v1/events"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofInputStream(() -> end))));
    // The client sends chunks of 16 KiB. The empty lines fill the chunk of the event.
    body.write(utf8(event() + "\n" + "\n".repeat(40_000)));
    body.flush();

    await().until(() -> api.sink.sent.size() == 1);
    assertThat(answer).isNotDone();

    body.write(utf8(event()));
    body.close();
    assertThat(answer.join().json().path("accepted").asInt()).isEqualTo(2);
  }

  @Test
  void aLineThatIsTooLong_isRejectedAlone() {
    String longLine = "{\"run\":\"" + "x".repeat(ApiFixture.OPTIONS.bodyBytes()) + "\"}";

    ApiFixture.Answer answer = api.lines(event() + "\n" + longLine + "\n" + event());

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected").get(0).path("index").asInt()).isEqualTo(1);
    assertThat(answer.json().path("rejected").get(0).path("reason").asText())
        .endsWith("the limit for an event is 65536");
  }

  @Test
  void rejections_areListedUpToALimit_andCountedBeyond() {
    ApiFixture.Answer answer = api.lines("{}\n".repeat(PostOutcome.LISTED + 5));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("rejected")).hasSize(PostOutcome.LISTED);
    assertThat(answer.json().path("unlisted").asInt()).isEqualTo(5);
  }

  @Test
  void linesWhileKafkaIsAway_claimNothing_andReadNoFurther() {
    api.sink.answer =
        event ->
            api.sink.sent.size() > 3
                ? CompletableFuture.failedFuture(
                    new EventSink.AwayException("Kafka did not confirm the events.", null))
                : CompletableFuture.completedFuture(null);

    ApiFixture.Answer answer =
        api.lines(
            IntStream.range(0, 100).mapToObj(i -> event() + "\n").collect(Collectors.joining()));

    assertProblem(answer, 429, "Kafka did not confirm the events. Send all of them again");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(api.sink.sent).hasSize(4);
  }

  @Test
  void linesThatKafkaNeverConfirms_claimNothing() {
    api.sink.answer = event -> new CompletableFuture<>();

    assertProblem(api.lines(event()), 429, "Kafka did not confirm the events.");
  }

  @Test
  void aRefusedLine_isRejectedWithItsRepeats() {
    api.sink.answer =
        event ->
            event.eventId().toString().equals(ID)
                ? CompletableFuture.failedFuture(
                    new EventSink.RefusedException("the event is larger than Kafka takes", null))
                : CompletableFuture.completedFuture(null);
    String refused = event(ID, "a");

    ApiFixture.Answer answer =
        api.lines(refused + "\n" + event() + "\n" + refused + "\n" + event(ID, "b"));

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().path("rejected").findValuesAsText("index"))
        .containsExactly("0", "2", "3");
    assertThat(api.sink.sent).hasSize(2);
  }

  @Test
  void farBehind_turnsEventsAway_untilItHasCaughtUp() {
    api.service.backlog.set(new Backlog(ApiFixture.OPTIONS.lagEvents() + 1, 0, false, 1));
    await()
        .untilAsserted(
            () -> {
              ApiFixture.Answer answer = api.post(event());
              assertProblem(answer, 429, "The processors are 1001 events behind");
              assertThat(answer.header("Retry-After")).isEqualTo("5");
            });

    api.service.backlog.set(new Backlog(ApiFixture.OPTIONS.lagEvents(), 0, false, 1));

    await().untilAsserted(() -> assertThat(api.post(event()).status()).isEqualTo(200));
  }
}
