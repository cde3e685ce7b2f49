package dev.headwater.http;

import static dev.headwater.query.Composed.composition;
import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.query.Composed;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows the exact answers of {@code GET /assets/{urn}/representation}, and what it refuses. */
class RepresentationApiTest {
  private final Asset s = dataset("s@1");
  private final Asset t = dataset("t@1");
  private final Asset m = model("m@1");

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private void add(Composed made) {
    LineageEvent event = made.event();
    api.graph.event(event.outputs().get(0).asset(), event);
  }

  private ApiFixture.Answer read(Asset asset, String query) {
    return api.asset(asset.urn(), "/representation" + query);
  }

  private String end(Asset asset) {
    return "\"complete\":true,\"truncated\":null,\"freshness\":{\"caughtUp\":true,"
        + "\"behindEvents\":0,\"behindMillis\":0,\"partitions\":[{\"partition\":"
        + api.graph.partitionOf(asset)
        + ",\"events\":7,\"graph\":3}]}}";
  }

  @Test
  void whatIsDeclared_isAsWritten() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 4, "sw", 4)));

    ApiFixture.Answer answer = read(s, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"asset\":\"dataset:lab:s@1\",\"dimensions\":[{\"dimension\":\"language\","
                + "\"unit\":\"records\",\"method\":\"MEASURED\",\"of\":[\"dataset:lab:s@1\"],"
                + "\"total\":{\"low\":8,\"high\":8},\"unknown\":{\"low\":0,\"high\":0},"
                + "\"categories\":["
                + "{\"category\":\"en\",\"low\":4,\"high\":4,\"syntheticLow\":0,\"syntheticHigh\":4},"
                + "{\"category\":\"sw\",\"low\":4,\"high\":4,\"syntheticLow\":0,\"syntheticHigh\":4}],"
                + "\"metrics\":{\"entropy\":0.6931471805599453,\"evenness\":1,\"effectiveNumber\":2,"
                + "\"effectiveNumber2\":2,\"gini\":0},\"change\":null,\"notDerivable\":null}],"
                + end(s));
  }

  @Test
  void whatFollows_hasBoundsAndNoMetrics() {
    add(
        Composed.of(EventType.INGEST, s)
            .with(composition("language", "hours", 0.5, "en", 1.5, "sw", 12_345_678_901L)));
    add(Composed.of(EventType.CLEAN, t).from(s));

    JsonNode one = read(t, "").json().path("dimensions").get(0);

    assertThat(one.path("method").asText()).isEqualTo("DERIVED");
    assertThat(one.path("total")).hasToString("{\"low\":0,\"high\":12345678903}");
    assertThat(one.path("unknown")).hasToString("{\"low\":0,\"high\":0.5}");
    assertThat(one.path("categories").get(0))
        .hasToString(
            "{\"category\":\"en\",\"low\":0,\"high\":1.5,\"syntheticLow\":0,\"syntheticHigh\":1.5}");
    assertThat(one.path("categories").get(1).path("high")).hasToString("12345678901");
    assertThat(one.path("metrics").isNull()).isTrue();
    assertThat(one.path("change").isNull()).isTrue();
    assertThat(one.path("notDerivable").isNull()).isTrue();
  }

  @Test
  void whatNobodyStates_isNotDerivable_withoutABound() {
    add(Composed.of(EventType.SYNTHESIZE, s));

    JsonNode answer = read(s, "?dimension=language").json();

    JsonNode one = answer.path("dimensions").get(0);
    assertThat(one.path("total")).hasToString("{\"low\":0,\"high\":null}");
    assertThat(one.path("notDerivable").asText()).contains("language");
    assertThat(one.path("metrics").isNull()).isTrue();
    assertThat(read(s, "").json().path("dimensions")).isEmpty();
    assertThat(answer.path("complete").asBoolean()).isTrue();
  }

  @Test
  void theChange_namesTheDatasetAndTheSmallestRatioFirst() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 60, "fr", 100, "sw", 40)));
    add(Composed.of(EventType.CLEAN, t).from(s).with(languages("en", 60, "fr", 100, "sw", 8)));

    JsonNode change = read(t, "").json().at("/dimensions/0/change");

    assertThat(change.path("from").asText()).isEqualTo(s.urn());
    assertThat(change.path("jensenShannon").asDouble()).isBetween(0.02, 0.06);
    assertThat(change.path("ratios")).hasSize(3);
    assertThat(change.at("/ratios/0/category").asText()).isEqualTo("sw");
    assertThat(change.at("/ratios/0/ratio")).hasToString("0.2");
    assertThat(change.at("/ratios/0/low").asDouble()).isLessThan(0.2);
    assertThat(change.at("/ratios/0/high").asDouble()).isGreaterThan(0.2);
  }

  @Test
  void sharesOfATrainingMixWithWeights_areWritten() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 10)));
    add(Composed.of(EventType.INGEST, t).with(languages("sw", 10)));
    add(
        Composed.of(EventType.TRAIN, m)
            .from(s, 10, OptionalDouble.of(3))
            .from(t, 10, OptionalDouble.of(1)));

    JsonNode answer = read(m, "?dimension=language").json();

    assertThat(answer.at("/dimensions/0/categories/0"))
        .hasToString(
            "{\"category\":\"en\",\"low\":10,\"high\":10,\"syntheticLow\":0,\"syntheticHigh\":10,"
                + "\"shareLow\":0.75,\"shareHigh\":0.75}");
    assertThat(answer.at("/dimensions/0/of")).hasToString("[\"" + s + "\",\"" + t + "\"]");
  }

  @Test
  void whatCouldNotBeRead_isNamed() {
    add(Composed.of(EventType.INGEST, s).with(languages("en", 10)));
    add(Composed.of(EventType.CLEAN, t).from(s));
    api.graph.neverAtRest(s);

    JsonNode answer = read(t, "?dimension=language").json();

    assertThat(answer.path("complete").asBoolean()).isFalse();
    assertThat(answer.path("truncated").asText()).isEqualTo("changing");
    assertThat(answer.at("/dimensions/0/notDerivable").asText()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?unit=hours | unit: there is no such parameter; this call has dimension, wait, asOf, knownAt",
        "?dimension=a&dimension=b | dimension: is given more than once",
        "?asOf=today | asOf: is an instant as in RFC 3339",
      })
  void otherParameters_areRefused(String query, String detail) {
    add(Composed.of(EventType.INGEST, s));

    ApiFixture.Answer answer = read(s, query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith(detail);
  }
}
