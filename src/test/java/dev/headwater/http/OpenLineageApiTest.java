package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.http.ingest.EventSink;
import dev.headwater.http.ingest.FakeOpenLineageSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which OpenLineage events the API accepts, and what it answers to the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLineageApiTest {
  private static final String PATH = "/api/v1/lineage";
  static final String RUN =
      """
      {"eventType":"COMPLETE","eventTime":"2026-11-22T10:00:00Z","producer":"https://git.example/a",
       "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
       "run":{"runId":"0190A1F0-6d3b-7cc2-9a53-0a3b7e1e8a11","facets":{"RUNFACETS":{}}},
       "job":{"namespace":"spark","name":"daily","facets":{"JOBFACETS":{}}},
       "inputs":[{"namespace":"lake","name":"a","facets":{"INFACETS":{}}}],
       "outputs":[{"namespace":"lake","name":"x","facets":{"OUTFACETS":{}}}]}""";
  private static final String DATASET =
      """
      {"eventTime":"2026-11-22T10:00:00Z","producer":"https://git.example/a",
       "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent",
       "dataset":{"namespace":"lake","name":"x","facets":{"DATASETFACETS":{}}}}""";
  private static final String JOB =
      """
      {"eventTime":"2026-11-22T10:00:00Z","producer":"https://git.example/a",
       "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent",
       "job":{"namespace":"dbt","name":"orders"},"outputs":[{"namespace":"lake","name":"x"}]}""";

  private ApiFixture api;

  @BeforeAll
  void start() {
    api = new ApiFixture();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void clear() {
    api.openLineage.sent.clear();
    api.openLineage.answer = () -> CompletableFuture.completedFuture(null);
  }

  private ApiFixture.Answer post(String path, String body) {
    return api.postTo(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEvent_isTakenAsItCame_underTheKeyOfItsSubject() {
    ApiFixture.Answer answer = post(PATH, RUN);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(api.openLineage.sent)
        .containsExactly(
            new FakeOpenLineageSink.Sent("run:0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11", RUN));
    assertThat(post(PATH, DATASET).status()).isEqualTo(201);
    assertThat(post(PATH, JOB).status()).isEqualTo(201);
    assertThat(api.openLineage.sent)
        .extracting(FakeOpenLineageSink.Sent::subject)
        .contains("dataset:lake:x", "job:dbt:orders");
  }

  /** An event with one fault, and the field that the answer must name. */
  private record Broken(String event, String replaced, String by, String field) {
    String body() {
      if (!event.contains(replaced)) {
        throw new AssertionError("nothing to replace: " + replaced);
      }
      return event.replace(replaced, by);
    }

    @Override
    public String toString() {
      return field + ": " + (by.length() < 80 ? by : by.substring(0, 80));
    }
  }

  private static Broken run(String replaced, String by, String field) {
    return new Broken(RUN, replaced, by, field);
  }

  private static Broken facet(String place, String facet, String field) {
    return new Broken(
        place.equals("DATASET") ? DATASET : RUN, "\"" + place + "FACETS\":{}", facet, field);
  }

  static List<Broken> broken() {
    String time = "\"eventTime\":\"2026-11-22T10:00:00Z\"";
    String producer = "\"producer\":\"https://git.example/a\"";
    String runId = "\"runId\":\"0190A1F0-6d3b-7cc2-9a53-0a3b7e1e8a11\"";
    String job = "\"job\":{\"namespace\":\"spark\",\"name\":\"daily\"";
    String input = "{\"namespace\":\"lake\",\"name\":\"a\"";
    String output = "{\"namespace\":\"lake\",\"name\":\"x\"";
    return List.of(
        run(time, "\"other\":1", "eventTime"),
        run(time, "\"eventTime\":null", "eventTime"),
        run(time, "\"eventTime\":1764000000", "eventTime"),
        run(time, "\"eventTime\":\"yesterday\"", "eventTime"),
        run(time, "\"eventTime\":\"2026-11-22T10:00:00\"", "eventTime"),
        run(time, "\"eventTime\":\"2026-13-22T10:00:00Z\"", "eventTime"),
        run(time, "\"eventTime\":\"2027-11-22T10:00:00Z\"", "eventTime"),
        run(time, "\"eventTime\":\"+12026-11-22T10:00:00Z\"", "eventTime"),
        run(producer, "\"other\":1", "producer"),
        run(producer, "\"producer\":\" \"", "producer"),
        run(producer, "\"producer\":[]", "producer"),
        run(producer, "\"producer\":\"" + "p".repeat(513) + "\"", "producer"),
        run("\"eventType\":\"COMPLETE\"", "\"eventType\":\"DONE\"", "eventType"),
        run("\"eventType\":\"COMPLETE\"", "\"eventType\":7", "eventType"),
        run("\"schemaURL\":\"", "\"schemaURL\":7,\"z\":\"", "schemaURL"),
        run("\"run\":{", "\"ran\":{", "run"),
        run("\"run\":{", "\"run\":[],\"ran\":{", "run"),
        run(runId, "\"other\":1", "run.runId"),
        run(runId, "\"runId\":\"run-1\"", "run.runId"),
        run(runId, "\"runId\":\"1-1-1-1-1\"", "run.runId"),
        run(runId, "\"runId\":17", "run.runId"),
        run("\"job\":{", "\"jobs\":{", "job"),
        run("\"job\":{", "\"job\":\"daily\",\"jobs\":{", "job"),
        run(job, "\"job\":{\"name\":\"daily\"", "job.namespace"),
        run(job, "\"job\":{\"namespace\":\"spark\",\"name\":\"\"", "job.name"),
        run(
            job,
            "\"job\":{\"namespace\":\"spark\",\"name\":\"" + "n".repeat(513) + "\"",
            "job.name"),
        run("\"inputs\":[", "\"inputs\":7,\"was\":[", "inputs"),
        run("\"inputs\":[", "\"inputs\":[7,", "inputs[0]"),
        run("\"outputs\":[", "\"outputs\":{},\"was\":[", "outputs"),
        run(input, "{\"name\":\"a\"", "inputs[0].namespace"),
        run(input, "{\"namespace\":\"lake\"", "inputs[0].name"),
        run(output, "{\"namespace\":\"lake\",\"name\":7", "outputs[0].name"),
        run(
            output,
            "{\"namespace\":\"lake\",\"name\":\"" + "n".repeat(513) + "\"",
            "outputs[0].name"),
        run(output, "{\"namespace\":\"lake\",\"name\":\"\\ud800\"", "outputs[0].name"),
        new Broken(DATASET, "\"dataset\":{", "\"datasets\":{", "dataset"),
        new Broken(DATASET, "\"namespace\":\"lake\",", "", "dataset.namespace"),
        new Broken(JOB, "\"namespace\":\"dbt\",", "", "job.namespace"),
        new Broken(JOB, "\"outputs\":[{", "\"outputs\":[null,{", "outputs[0]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenEvent_isRefused_withTheFieldThatIsWrong(Broken broken) {
    ApiFixture.Answer answer = post(PATH, broken.body());

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("field").asText()).isEqualTo(broken.field());
    assertThat(answer.detail()).startsWith(broken.field() + ": ");
    assertThat(api.openLineage.sent).isEmpty();

    ApiFixture.Answer batch = post(PATH + "/batch", "[" + JOB + "," + broken.body() + "]");
    assertThat(batch.status()).isEqualTo(200);
    assertThat(batch.json().at("/failed_events/0/index").asInt()).isEqualTo(1);
    assertThat(batch.json().at("/failed_events/0/reason").asText())
        .startsWith(broken.field() + ": ");
    assertThat(api.openLineage.sent).hasSize(1);
  }

  static List<Broken> brokenFacets() {
    String in = "inputs[0].facets.";
    String out = "outputs[0].facets.";
    return List.of(
        run("{\"INFACETS\":{}}", "7", "inputs[0].facets"),
        facet("OUT", "\"version\":7", out + "version"),
        facet("OUT", "\"version\":{\"datasetVersion\":[1]}", out + "version.datasetVersion"),
        facet("OUT", "\"outputStatistics\":{\"rowCount\":-1}", out + "outputStatistics.rowCount"),
        facet(
            "OUT", "\"outputStatistics\":{\"rowCount\":\"9\"}", out + "outputStatistics.rowCount"),
        facet("OUT", "\"outputStatistics\":{\"size\":1.5}", out + "outputStatistics.size"),
        facet(
            "OUT",
            "\"outputStatistics\":{\"size\":9223372036854775808}",
            out + "outputStatistics.size"),
        facet("IN", "\"symlinks\":{\"identifiers\":{}}", in + "symlinks.identifiers"),
        facet(
            "IN",
            "\"symlinks\":{\"identifiers\":[{\"name\":\"t\"}]}",
            in + "symlinks.identifiers[0].namespace"),
        facet("IN", "\"tags\":{\"tags\":[{\"value\":\"v\"}]}", in + "tags.tags[0].key"),
        facet(
            "IN",
            "\"tags\":{\"tags\":[{\"key\":\"headwater_role\",\"value\":\"seed\"}]}",
            in + "tags.tags[0].value"),
        facet(
            "JOB",
            "\"tags\":{\"tags\":[{\"key\":\"headwater_activity\",\"value\":\"x\"}]}",
            "job.facets.tags.tags[0].value"),
        facet(
            "JOB",
            "\"tags\":{\"tags\":[{\"key\":\"headwater_activity\",\"value\":\"DOCUMENT\"}]}",
            "job.facets.tags.tags[0].value"),
        facet("OUT", "\"datasetType\":{\"datasetType\":7}", out + "datasetType.datasetType"),
        facet(
            "OUT",
            "\"ownership\":{\"owners\":[{\"type\":\"OWNER\"}]}",
            out + "ownership.owners[0].name"),
        facet(
            "OUT",
            "\"ownership\":{\"owners\":[{\"name\":\"" + "o".repeat(513) + "\"}]}",
            out + "ownership.owners[0].name"),
        facet(
            "OUT",
            "\"lifecycleStateChange\":{\"lifecycleStateChange\":\"GONE\"}",
            out + "lifecycleStateChange.lifecycleStateChange"),
        facet(
            "OUT",
            "\"lifecycleStateChange\":{\"lifecycleStateChange\":\"RENAME\",\"previousIdentifier\":{\"name\":\"o\"}}",
            out + "lifecycleStateChange.previousIdentifier.namespace"),
        facet("OUT", "\"columnLineage\":{\"fields\":[]}", out + "columnLineage.fields"),
        facet(
            "OUT",
            "\"columnLineage\":{\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"n\"}]}}}",
            out + "columnLineage.fields.id.inputFields[0].name"),
        facet(
            "OUT",
            "\"lineage\":{\"inputs\":[{\"namespace\":\"n\",\"name\":\"a\"}]}",
            out + "lineage.inputs[0].type"),
        facet("OUT", "\"lineage\":{\"fields\":{\"id\":7}}", out + "lineage.fields.id"),
        facet(
            "JOB",
            "\"lineage\":{\"entries\":[{\"type\":\"DATASET\",\"name\":\"x\"}]}",
            "job.facets.lineage.entries[0].namespace"),
        facet("JOB", "\"jobType\":{\"jobType\":{}}", "job.facets.jobType.jobType"),
        facet("JOB", "\"sourceCodeLocation\":{\"url\":1}", "job.facets.sourceCodeLocation.url"),
        facet(
            "RUN",
            "\"parent\":{\"job\":{\"namespace\":\"n\",\"name\":\"j\"}}",
            "run.facets.parent.run"),
        facet(
            "RUN",
            "\"parent\":{\"run\":{\"runId\":\"r\"},\"job\":{}}",
            "run.facets.parent.run.runId"),
        facet("OUT", "\"headwater_synthesis\":{\"models\":[]}", out + "headwater_synthesis.models"),
        facet(
            "OUT",
            "\"headwater_synthesis\":{\"requested\":-1}",
            out + "headwater_synthesis.requested"),
        facet(
            "OUT",
            "\"headwater_ingest\":{\"containsSynthetic\":\"MAYBE\"}",
            out + "headwater_ingest.containsSynthetic"),
        facet(
            "RUN",
            "\"headwater_training\":{\"hyperparameters\":{\"lr\":0.1}}",
            "run.facets.headwater_training.hyperparameters[\"lr\"]"),
        facet(
            "JOB",
            "\"headwater_cleaning\":{\"removedByReason\":{\"short\":-1}}",
            "job.facets.headwater_cleaning.removedByReason[\"short\"]"),
        facet(
            "OUT",
            "\"headwater_composition\":{\"composition\":[{\"unit\":\"records\"}]}",
            out + "headwater_composition.composition[0].dimension"),
        facet("OUT", "\"headwater_composition\":{}", out + "headwater_composition.composition"),
        facet("OUT", "\"headwater_training\":{}", out + "headwater_training"),
        facet(
            "JOB",
            "\"headwater_composition\":{\"composition\":[]}",
            "job.facets.headwater_composition"),
        facet(
            "DATASET",
            "\"headwater_composition\":{\"composition\":[]}",
            "dataset.facets.headwater_composition"),
        facet("DATASET", "\"headwater_cleaning\":{}", "dataset.facets.headwater_cleaning"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenFacets")
  void aBrokenFacet_costsTheFacetAlone_andTheSenderIsTold(Broken broken) {
    String facet =
        broken.by().equals("7") ? "facets" : broken.by().substring(1, broken.by().indexOf('"', 1));
    ApiFixture.Answer answer = post(PATH, broken.body());

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.response().headers().allValues("Headwater-Warning"))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).startsWith(facet + ": " + broken.field() + " "));
    assertThat(api.openLineage.sent)
        .as("the event is sent as it came")
        .extracting(FakeOpenLineageSink.Sent::json)
        .containsExactly(broken.body());

    ApiFixture.Answer batch = post(PATH + "/batch", "[" + JOB + "," + broken.body() + "]");
    assertThat(batch.status()).as("no event failed").isEqualTo(204);
    assertThat(batch.response().headers().allValues("Headwater-Warning"))
        .hasSize(1)
        .allSatisfy(
            line -> assertThat(line).startsWith("event 1: " + facet + ": " + broken.field() + " "));
    assertThat(api.openLineage.sent).hasSize(3);
  }

  @Test
  void anEventThatWasReadWhole_hasNoWarning() {
    assertThat(post(PATH, RUN).response().headers().allValues("Headwater-Warning")).isEmpty();
  }

  @Test
  void warnings_areBounded_andFitIntoAHeader() {
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      outputs.append(
          "{\"namespace\":\"lake\",\"name\":\"x%d\",\"facets\":{\"columnLineage\":{\"fields\":{\"gr\u00f6\u00dfe%s\":7}}}},"
              .formatted(i, "\u4e2d".repeat(600)));
    }
    ApiFixture.Answer answer = post(PATH, RUN.replace("\"outputs\":[", "\"outputs\":[" + outputs));

    assertThat(answer.status()).isEqualTo(201);
    List<String> lines = answer.response().headers().allValues("Headwater-Warning");
    assertThat(lines).hasSize(11).last().isEqualTo("and 20 more");
    assertThat(lines).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]{1,303}"));
    assertThat(lines.get(0)).startsWith("columnLineage: outputs[0].facets.columnLineage.fields.gr");
  }

  @Test
  void warningsOfABatch_areBounded_andNameTheirEvents() {
    String facet = RUN.replace("\"OUTFACETS\":{}", "\"version\":7");
    ApiFixture.Answer answer =
        post(PATH + "/batch", "[" + String.join(",", Collections.nCopies(30, facet)) + "]");

    assertThat(answer.status()).isEqualTo(204);
    List<String> lines = answer.response().headers().allValues("Headwater-Warning");
    assertThat(lines).hasSize(11).last().isEqualTo("and 20 more");
    assertThat(lines.get(9)).startsWith("event 9: version: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-ndjson", "application/json; charset=utf-16"})
  void anotherType_isRefused_andOnlyWhatIsTakenIsRecommended(String type) {
    for (String path : List.of(PATH, PATH + "/batch")) {
      ApiFixture.Answer answer = api.postTo(path, type, RUN.getBytes(StandardCharsets.UTF_8));

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.header("Accept-Post")).isEqualTo("application/json");
      assertThat(answer.detail()).doesNotContain("or application/x-ndjson");
    }
  }

  @Test
  void aBatchOfWhichSomeFail_namesTheFacetsOfTheOthersToo() {
    String facet = RUN.replace("\"OUTFACETS\":{}", "\"version\":7");
    ApiFixture.Answer answer =
        post(PATH + "/batch", "[" + facet + "," + facet.replace("COMPLETE", "DONE") + "]");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("partial_success");
    assertThat(answer.json().at("/failed_events/0/index").asInt()).isEqualTo(1);
    assertThat(answer.json().path("warnings")).hasSize(1);
    assertThat(answer.json().at("/warnings/0/index").asInt()).isZero();
  }

  @Test
  void kindsOfBrokenEvents_areMany() {
    assertThat(broken()).hasSizeGreaterThanOrEqualTo(35);
    assertThat(brokenFacets()).hasSizeGreaterThanOrEqualTo(35);
  }

  /**
   * A message of the parser describes its own classes and options, which does not help the sender.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"eventTime":NaN}        | 'NaN' is no value of JSON | (line 1, column 1
          {"a":1,\\n "a":2}         | 'a' stands twice          | (line 2, column
          {"a":[1,2                | ends too early            | (line 1, column
          {} {}                    | follows after its end     | (line 1, column 4)
          {"a":                    | ends too early            | (line 1, column
          {"a":01}                 | a number is not written   | (line 1, column
          DEEP                     | deeper than 1000 levels   | (line 1, column 100""")
  void whatIsNoJson_isRefused_withThePlace(String body, String problem, String place) {
    String sent = body.equals("DEEP") ? "{\"a\":" + "[".repeat(1_100) : body.replace("\\n", "\n");
    for (String path : List.of(PATH, PATH + "/batch")) {
      ApiFixture.Answer answer = post(path, sent);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.detail()).contains(problem).contains(place);
      assertThat(answer.body()).doesNotContainPattern("(?i)jackson|`|Feature|Constraints|Source:");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T10:00:00+0000",
        "2026-11-22T10:00:00+00",
        "2026-11-22T10:00:00z",
        "2026-11-22t10:00:00Z",
        "2026-11-22T11:00:00+01:00",
        "2026-11-22T11:00:00+0100",
        "2026-11-22T10:00:00.000000999Z",
        "2026-11-22T04:30:00.000-0530"
      })
  void zonesAndFractions_areTakenAsProducersWriteThem(String time) {
    assertThat(post(PATH, RUN.replace("2026-11-22T10:00:00Z", time)).status()).isEqualTo(201);
  }

  @Test
  void whatIsNoEvent_isRefused() {
    for (String body : List.of("", "[", "7", "[]", "null", "{}", RUN + RUN, "{\"a\":\"\\x\"}")) {
      ApiFixture.Answer answer = post(PATH, body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.detail()).as(body).isNotBlank();
    }
    assertThat(api.postTo(PATH, "text/plain", RUN.getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(415);
    assertThat(
            api.postTo(PATH, "application/x-ndjson", RUN.getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(415);
    assertThat(api.postTo(PATH, "application/json", new byte[] {'"', (byte) 0xC3, '"'}).status())
        .isEqualTo(400);
    assertThat(post(PATH + "?run=1", RUN).status()).isEqualTo(400);
    assertThat(api.openLineage.sent).isEmpty();
  }

  private static String named(String prefix, int count) {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < count; i++) {
      many.append("{\"namespace\":\"lake\",\"name\":\"%s%d\"},".formatted(prefix, i));
    }
    return many.toString();
  }

  @Test
  void moreEdgesThanOneEventMayHold_areRefused_andMoreOutputsAreNot() {
    String many = RUN.replace("\"outputs\":[", "\"outputs\":[" + named("x", 1_001));
    assertThat(post(PATH, many).status()).isEqualTo(201);

    ApiFixture.Answer answer =
        post(PATH, many.replace("\"inputs\":[", "\"inputs\":[" + named("i", 100)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo("inputs");
    assertThat(answer.detail()).contains("100000 edges");
  }

  @Test
  void size_isBoundedByTheLimitOfBodies() {
    int limit = ApiFixture.OPTIONS.bodyBytes();
    String facet = "\"big\":{\"text\":\"%s\"}";
    String most =
        RUN.replace(
            "\"RUNFACETS\":{}",
            facet.formatted("x".repeat(limit - RUN.length() - facet.length() + 2 + 14)));
    assertThat(most).hasSize(limit);
    assertThat(post(PATH, most).status()).isEqualTo(201);

    ApiFixture.Answer more = post(PATH, most + " ");
    assertThat(more.status()).isEqualTo(413);
    assertThat(more.detail()).contains(Integer.toString(limit));
    assertThat(api.openLineage.sent).hasSize(1);
  }

  @Test
  void gzip_isExpanded_upToTheSameLimit() throws IOException {
    assertThat(gzip(RUN).status()).isEqualTo(201);
    assertThat(api.openLineage.sent)
        .extracting(FakeOpenLineageSink.Sent::json)
        .containsExactly(RUN);
    String bomb = RUN + " ".repeat(ApiFixture.OPTIONS.bodyBytes());
    assertThat(gzip(bomb).status()).isEqualTo(413);
    assertThat(encoded("gzip", RUN.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
    assertThat(encoded("br", RUN.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(415);
  }

  private ApiFixture.Answer gzip(String body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return encoded("gzip", compressed.toByteArray());
  }

  private ApiFixture.Answer encoded(String encoding, byte[] body) {
    return api.send(
        HttpRequest.newBuilder(api.uri(PATH))
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @Test
  void aBatch_isTakenAsAWhole() {
    ApiFixture.Answer answer = post(PATH + "/batch", "[" + RUN + "," + DATASET + "," + JOB + "]");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(api.openLineage.sent).hasSize(3);
    assertThat(post(PATH + "/batch", "[]").status()).isEqualTo(204);
  }

  @Test
  void aBatch_ofWhichSomeFail_isSummedUp() {
    String broken = RUN.replace("COMPLETE", "DONE");
    ApiFixture.Answer answer = post(PATH + "/batch", "[" + broken + "," + RUN + ",7]");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("partial_success");
    assertThat(answer.json().at("/summary/received").asInt()).isEqualTo(3);
    assertThat(answer.json().at("/summary/successful").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/summary/failed").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/failed_events/0/index").asInt()).isZero();
    assertThat(answer.json().at("/failed_events/0/reason").asText()).startsWith("eventType: ");
    assertThat(answer.json().at("/failed_events/1/index").asInt()).isEqualTo(2);
    assertThat(api.openLineage.sent).hasSize(1);

    ApiFixture.Answer none = post(PATH + "/batch", "[" + broken + "]");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.json().path("status").asText()).isEqualTo("failure");
    assertThat(none.json().at("/summary/successful").asInt()).isZero();
    assertThat(post(PATH + "/batch", RUN).status()).isEqualTo(400);
  }

  @Test
  void withoutKafka_nothingIsSaidToBeTaken() {
    api.openLineage.answer =
        () ->
            CompletableFuture.failedFuture(
                new EventSink.AwayException("Kafka did not confirm the events.", null));
    for (ApiFixture.Answer answer :
        List.of(post(PATH, RUN), post(PATH + "/batch", "[" + RUN + "]"))) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
    api.openLineage.answer =
        () ->
            CompletableFuture.failedFuture(
                new EventSink.RefusedException("the event is larger than Kafka takes", null));
    assertThat(post(PATH, RUN).status()).isEqualTo(413);
    assertThat(post(PATH + "/batch", "[" + RUN + "]").status()).isEqualTo(400);

    api.openLineage.answer = CompletableFuture::new;
    assertThat(post(PATH, RUN).status()).as("Kafka never confirms").isEqualTo(503);
    assertThat(post(PATH + "/batch", "[" + RUN + "]").status()).isEqualTo(503);
  }
}
