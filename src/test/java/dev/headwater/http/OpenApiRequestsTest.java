package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.export.standard.ExportFormat;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that the server takes the parameters that the OpenAPI document describes, with its limits
 * and defaults, and gives the answers that it describes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiRequestsTest {
  /** A use that the policy of the fixture names. */
  private static final String USE = "use=swahili";

  private static final String FORMAT = "format=croissant";

  private static final Asset ASSET = dataset("s@1");

  private static final String QUARANTINED = "0-0";

  /** A stream has no end, so its own test reads it. */
  private static final String STREAM = "GET /api/v1/alerts/stream";

  /** Probes and metrics ignore parameters, because probes may add some against caches. */
  private static final Set<String> WITHOUT_CHECK =
      Set.of("GET /healthz", "GET /readyz", "GET /metrics");

  private static final String OPEN_LINEAGE =
      "{\"eventTime\":\"2026-11-22T10:00:00Z\",\"producer\":\"p\",\"eventType\":\"COMPLETE\","
          + "\"run\":{\"runId\":\"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11\"},"
          + "\"job\":{\"namespace\":\"n\",\"name\":\"j\"}}";

  private ApiFixture api;

  @BeforeAll
  void start() {
    api = new ApiFixture();
    // More than the default of each depth and limit, so that a smaller one is another answer. The
    // many assets are as far away as the default of the depth reaches.
    Asset to = ASSET;
    for (int i = 0; i < 19; i++) {
      Asset from = dataset("chain-" + i);
      api.graph.edge(from, to, Role.SOURCE, EventType.CLEAN, false);
      to = from;
    }
    api.aside.refuse(0, "events", 7, new byte[] {1, 2, 3}, "no event");
    api.aside.refuse(0, "elsewhere", 7, new byte[] {1, 2, 3}, "no event");
    for (int i = 0; i < 1_000; i++) {
      api.graph.edge(dataset("part-" + i), to, Role.SOURCE, EventType.CLEAN, false);
    }
  }

  @AfterAll
  void stop() {
    api.close();
  }

  /** A query with the parameters that the route needs, "?" included. */
  private static String needed(String route, String query) {
    String needed = "";
    if (route.equals("GET /api/v1/lineage") && !query.contains("nodeId=")) {
      needed = "nodeId=" + ASSET.urn();
    } else if (route.endsWith("/fitness") && !query.contains("use=")) {
      needed = USE;
    } else if (route.endsWith("/export") && !query.contains("format=")) {
      needed = FORMAT;
    }
    String all = needed.isEmpty() || query.isEmpty() ? needed + query : needed + "&" + query;
    return all.isEmpty() ? "" : "?" + all;
  }

  private static String path(String route) {
    return route
        .substring(route.indexOf(' ') + 1)
        .replace("{urn}", ApiFixture.segment(ASSET.urn()))
        .replace("{id}", QUARANTINED);
  }

  /** Sends the request of a route, with a query and the parameters that the route needs. */
  private ApiFixture.Answer ask(String route, String query) {
    String target = path(route) + needed(route, query);
    return route.startsWith("POST ")
        ? api.postTo(target, "application/json", new byte[] {'[', ']'})
        : api.get(target);
  }

  static Stream<Arguments> routes() {
    return DescribedAnswers.operations().keySet().stream().map(Arguments::of);
  }

  private static List<JsonNode> parameters(String route, String in) {
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode one : DescribedAnswers.operations().get(route).path("parameters")) {
      JsonNode parameter =
          one.has("$ref") ? Described.at(one.get("$ref").textValue().substring(1)) : one;
      if (parameter.path("in").asText().equals(in)) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  @ParameterizedTest
  @MethodSource("routes")
  void parameters_areThoseOfTheCall(String route) {
    List<String> names =
        parameters(route, "query").stream().map(one -> one.path("name").asText()).toList();
    if (WITHOUT_CHECK.contains(route)) {
      assertThat(names).isEmpty();
      assertThat(ask(route, "another=1").status()).isEqualTo(200);
      return;
    }

    ApiFixture.Answer answer = ask(route, "another=1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .isEqualTo(
            names.isEmpty()
                ? "another: this call has no parameters"
                : "another: there is no such parameter; this call has " + String.join(", ", names));
    boolean urn =
        parameters(route, "path").stream().anyMatch(one -> one.path("required").asBoolean());
    assertThat(urn).isEqualTo(route.contains("{"));
  }

  /** A call with each parameter that has limits, symbols or a default. */
  static Stream<Arguments> limited() {
    return DescribedAnswers.operations().keySet().stream()
        .filter(route -> !route.equals(STREAM))
        .flatMap(
            route ->
                parameters(route, "query").stream()
                    .filter(one -> one.path("schema").size() > 1)
                    .map(
                        one -> Arguments.of(route, one.path("name").asText(), one.path("schema"))));
  }

  @ParameterizedTest
  @MethodSource("limited")
  void limitsAndSymbolsOfAParameter_areThoseOfTheCall(String route, String name, JsonNode schema) {
    if (schema.path("type").asText().equals("integer")) {
      int least = schema.required("minimum").intValue();
      int most = schema.required("maximum").intValue();
      assertThat(ask(route, name + "=" + least).status()).isEqualTo(200);
      assertThat(ask(route, name + "=" + most).status()).isEqualTo(200);
      for (long beyond : new long[] {least - 1L, most + 1L}) {
        assertThat(ask(route, name + "=" + beyond).detail())
            .isEqualTo(name + ": is a whole number from " + least + " to " + most);
      }
    } else if (schema.has("enum")) {
      List<String> symbols = new ArrayList<>();
      schema.path("enum").forEach(symbol -> symbols.add(symbol.asText()));
      for (String symbol : symbols) {
        assertThat(ask(route, name + "=" + symbol).status()).isEqualTo(200);
        assertThat(ask(route, name + "=" + swapped(symbol)).status()).isEqualTo(200);
      }
      String refused = ask(route, name + "=nothing").detail();
      assertThat(List.of(refused.replace(name + ": is one of ", "").split(", ")))
          .containsExactlyInAnyOrderElementsOf(symbols);
    } else if (schema.path("type").asText().equals("boolean")) {
      assertThat(ask(route, name + "=none").detail()).isEqualTo(name + ": is one of false, true");
    } else if (schema.has("maxLength")) {
      int most = schema.get("maxLength").intValue();
      assertThat(ask(route, name + "=" + "x".repeat(most)).status()).isEqualTo(200);
      assertThat(ask(route, name + "=" + "x".repeat(most + 1)).detail())
          .isEqualTo(name + ": is longer than " + most + " characters");
    } else {
      throw new AssertionError("no check for " + schema);
    }
    if (schema.has("default") && !route.startsWith("POST ")) {
      assertThat(ask(route, name + "=" + schema.get("default").asText()).body())
          .isEqualTo(ask(route, "").body());
    }
  }

  private static String swapped(String symbol) {
    String upper = symbol.toUpperCase(Locale.ROOT);
    return symbol.equals(upper) ? symbol.toLowerCase(Locale.ROOT) : upper;
  }

  @Test
  void aRequestThatIsTooLong_isDescribed() {
    assertThat(ask("GET /api/v1/assets", "q=" + "x".repeat(65_536)).status()).isEqualTo(414);
  }

  /**
   * The routes are called as the document says. The tests of each endpoint give the answers to
   * overload and failures, and another one those to strangers.
   */
  @Test
  void everyAnswer_isGiven() {
    List<String> hard = List.of("401", "403", "408", "429", "500", "503");
    Set<String> expected = new TreeSet<>();
    DescribedAnswers.operations()
        .forEach(
            (route, operation) ->
                operation
                    .path("responses")
                    .properties()
                    .forEach(
                        response -> {
                          if (!hard.contains(response.getKey())) {
                            expected.addAll(described(route, response.getKey()));
                          }
                        }));
    expected.remove(STREAM + " 200 text/event-stream");
    // Only for a moment in the past, which the graph in memory does not have.
    expected.remove("GET /api/v1/assets/{urn}/gate 404 application/problem+json");
    DescribedAnswers.SEEN.clear();

    for (String route : DescribedAnswers.operations().keySet()) {
      askInManyWays(route);
    }

    assertThat(DescribedAnswers.SEEN).containsAll(expected);
  }

  private static List<String> described(String route, String status) {
    String at = DescribedAnswers.pointerOf(route) + "/responses/" + status;
    JsonNode content = Described.at(Described.resolved(at)).path("content");
    List<String> answers = new ArrayList<>();
    content.fieldNames().forEachRemaining(type -> answers.add(route + " " + status + " " + type));
    return answers.isEmpty() ? List.of(route + " " + status) : answers;
  }

  /** A record that is not there, one of a foreign topic, and one that was sent again. */
  private void askOfOtherRecords(String route) {
    String path = path(route);
    byte[] why = "{\"reason\":\"a test\"}".getBytes(StandardCharsets.UTF_8);
    if (route.startsWith("GET ")) {
      api.get(path.replace(QUARANTINED, "1-5"));
      return;
    }
    for (String id : List.of("1-5", "0-1", QUARANTINED)) {
      api.postTo(path.replace(QUARANTINED, id), "application/json", why);
    }
    api.postTo("/api/v1/quarantine/" + QUARANTINED + "/replay", "application/json", why);
    api.postTo(path, "application/json", why);
  }

  private void askInManyWays(String route) {
    if (!route.equals(STREAM)) {
      ask(route, "");
    }
    ask(route, "another=1");
    HttpRequest.Builder unacceptable =
        HttpRequest.newBuilder(api.uri(path(route) + needed(route, "")))
            .header("Accept", "image/gif");
    if (route.startsWith("POST ")) {
      api.send(unacceptable.POST(BodyPublishers.ofString("[]")));
      byte[] large = new byte[ApiFixture.OPTIONS.bodyBytes() + 1];
      api.postTo(path(route), "application/json", large);
      api.postTo(path(route), "text/csv", new byte[0]);
      api.postTo(path(route), "application/json", "[5]".getBytes(StandardCharsets.UTF_8));
      for (String event :
          List.of(OPEN_LINEAGE, "[" + OPEN_LINEAGE + "]", "[" + OPEN_LINEAGE + ",5]")) {
        api.postTo(path(route), "application/json", event.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      api.send(unacceptable);
    }
    if (route.contains("{urn}")) {
      String nobody = path(route).replace(ApiFixture.segment(ASSET.urn()), "dataset:lab:nobody");
      api.get(nobody + needed(route, ""));
    }
    if (route.contains("{id}")) {
      askOfOtherRecords(route);
    }
    if (route.endsWith("/graph")) {
      for (String format : List.of("dot", "mermaid", "png")) {
        ask(route, "format=" + format);
      }
    }
    if (route.endsWith("/card")) {
      ask(route, "format=json");
    }
    if (route.endsWith("/export")) {
      ask(route, "format=croissant&missing=true");
      for (ExportFormat format : ExportFormat.values()) {
        ask(route, "format=" + format.text());
      }
    }
    if (route.equals("GET /api/v1/lineage")) {
      ask(route, "nodeId=dataset:lab:nobody");
    }
    if (route.equals("GET /openapi.json")) {
      api.send(HttpRequest.newBuilder(api.uri("/openapi.json")).header("If-None-Match", "*"));
    }
  }
}
