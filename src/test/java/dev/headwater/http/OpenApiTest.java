package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.export.standard.ExportFormat;
import dev.headwater.http.operations.Readiness;
import dev.headwater.model.AgentType;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Answer;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Condition;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.GateRuling;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthetic;
import dev.headwater.model.TransformOperation;
import dev.headwater.quarantine.Mark;
import dev.headwater.quarantine.Status;
import dev.headwater.query.answer.Decisions;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Truncation;
import dev.headwater.representation.Representation;
import dev.headwater.representation.TargetShare;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that the OpenAPI document is well-formed and names the routes and symbols of the code. */
class OpenApiTest {
  @Test
  void document_isReadWithoutAMessage() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(Described.DOCUMENT.toString(), List.of(), options);

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).hasSameSizeAs(Described.at("/paths"));
    assertThat(result.getOpenAPI().getInfo().getVersion()).isEqualTo("1.2.3");
  }

  @Test
  void routes_areThoseOfTheServer() {
    try (ApiFixture api = new ApiFixture()) {
      Set<String> served = new TreeSet<>();
      for (String route : api.server.routes()) {
        if (!route.contains(" /internal/") && !isPage(route)) {
          served.add(route);
        }
      }
      Set<String> described = new TreeSet<>();
      for (String route : DescribedAnswers.operations().keySet()) {
        described.add(route);
        if (route.startsWith("GET ")) {
          described.add(route.replace("GET ", "HEAD "));
        }
      }
      assertThat(served).hasSizeGreaterThan(25);
      assertThat(described).isEqualTo(served);
    }
  }

  /** Pages are for people; the document describes what programs call. */
  private static boolean isPage(String route) {
    String path = route.substring(route.indexOf(' ') + 1);
    return Stream.of("/assets", "/alerts", "/gate", "/jobs/", "/paths", "/docs", "/static/", "/log")
            .anyMatch(path::startsWith)
        || path.equals("/");
  }

  @Test
  void operations_haveATag_anId_andWords() {
    Set<String> tags = new TreeSet<>();
    Described.at("/tags").forEach(tag -> tags.add(tag.path("name").asText()));
    List<String> ids = new ArrayList<>();
    DescribedAnswers.operations()
        .forEach(
            (route, operation) -> {
              ids.add(operation.path("operationId").asText());
              assertThat(tags).as(route).contains(operation.at("/tags/0").asText());
              assertThat(operation.path("summary").asText()).as(route).isNotBlank();
              assertThat(operation.path("description").asText()).as(route).endsWith(".");
            });
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
  }

  /** A misspelt reference makes a schema that every value matches. */
  @Test
  void references_leadSomewhere_andEverySchemaIsUsed() {
    Set<String> used = new TreeSet<>();
    Described.DOCUMENT.findValuesAsText("$ref").forEach(target -> used.add(target.substring(1)));
    Described.DOCUMENT
        .findValues("mapping")
        .forEach(mapping -> mapping.forEach(target -> used.add(target.asText().substring(1))));
    used.forEach(Described::at);
    List<String> declared = new ArrayList<>();
    for (String kind : List.of("parameters", "schemas")) {
      Described.at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(name -> declared.add("/components/" + kind + "/" + name));
    }
    assertThat(used).containsAll(declared);
  }

  /** An object that is open by mistake hides fields that the document lacks. */
  @Test
  void objects_areClosed_exceptThoseThatSayWhy() {
    Set<String> open = new TreeSet<>();
    openObjects("", Described.at("/components/schemas"), open);
    assertThat(open)
        .containsExactlyInAnyOrder(
            "/OpenLineageEvent",
            "/OpenLineageEvent/properties/run",
            "/OpenLineageEvent/properties/job",
            "/OpenLineageEvent/properties/dataset",
            "/OpenLineageEvent/properties/inputs/items",
            "/OpenLineageEvent/properties/outputs/items",
            "/EventFields"); // the types of events close it
  }

  private static void openObjects(String at, JsonNode node, Set<String> open) {
    boolean constraint = at.matches(".*/(not|allOf|anyOf)(/.*)?");
    if (node.path("type").asText().equals("object")
        && !constraint
        && !node.has("additionalProperties")
        && !node.has("unevaluatedProperties")) {
      open.add(at);
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              child -> {
                if (!child.getKey().equals("examples")) {
                  openObjects(at + "/" + child.getKey(), child.getValue(), open);
                }
              });
    }
  }

  private static Arguments symbols(String at, Class<? extends Enum<?>> type) {
    return symbols(at, type, Enum::name);
  }

  private static Arguments symbols(
      String at, Class<? extends Enum<?>> type, Function<Enum<?>, String> spelling) {
    return Arguments.of(at, Arrays.stream(type.getEnumConstants()).map(spelling).toList());
  }

  static Stream<Arguments> enumerations() {
    List<String> rules =
        Arrays.stream(RuleName.values()).filter(RuleName::isOnAssets).map(Enum::name).toList();
    return Stream.of(
        symbols("EventType", EventType.class),
        symbols("Role", Role.class),
        symbols("Condition", Condition.class, symbol -> ((Condition) symbol).text()),
        symbols("AssetParts/kind", AssetKind.class),
        symbols("AssetRow/kind", AssetKind.class),
        symbols("AssetDetail/kind", AssetKind.class),
        symbols("LineageNode/kind", AssetKind.class),
        symbols("GraphDataset/data/kind", AssetKind.class),
        symbols("Composition/method", CompositionMethod.class),
        symbols("Agent/type", AgentType.class),
        symbols("Decision/kind", DecisionKind.class),
        symbols("EventFields/inputsComplete", Completeness.class),
        symbols("AssetDetail/inputsComplete", Completeness.class),
        symbols("ExportFormat", ExportFormat.class, symbol -> ((ExportFormat) symbol).text()),
        symbols("Ingest/personalData", Answer.class),
        symbols("Ingest/containsSynthetic", Answer.class),
        symbols("Transform/operation", TransformOperation.class),
        symbols("Synthesize/kind", SynthesisKind.class),
        Arguments.of("Reclassify/synthetic", List.of("YES", "NO")),
        Arguments.of("Waive/rule", rules),
        symbols("AssetRow/synthetic", Synthetic.class),
        symbols("AssetDetail/synthetic", Synthetic.class),
        symbols("LineageNode/synthetic", Synthetic.class),
        symbols("GraphDataset/data/synthetic", Synthetic.class),
        symbols("AssetRow/documentation", Documentation.class),
        symbols("AssetDetail/documentation", Documentation.class),
        symbols("LineageNode/documentation", Documentation.class),
        symbols("GraphDataset/data/documentation", Documentation.class),
        symbols("Exposure/documentation", Documentation.class),
        symbols("Exposure/kind", OriginKind.class),
        symbols("Lineage/direction", Direction.class, OpenApiTest::lowerCase),
        symbols("Truncation", Truncation.class, OpenApiTest::lowerCase),
        symbols("Dimension/method", Representation.Method.class),
        symbols("FitnessVerdict", TargetShare.Outcome.class),
        symbols("FitnessTarget/method", Representation.Method.class),
        symbols("FitnessTarget/candidates/synthetic", Synthetic.class),
        symbols("FitnessTarget/candidates/documentation", Documentation.class),
        symbols("EventPeople/agents/type", AgentType.class),
        symbols("StatedDecision/kind", DecisionKind.class),
        symbols("StatedDecision/decidedBy/type", AgentType.class),
        symbols("NamingGap/gap", Decisions.Kind.class),
        symbols("Gate/verdict", GateRuling.Verdict.class),
        symbols("Gate/reasons/rule", GateRuling.Finding.class),
        symbols("Alert/rule", RuleName.class),
        symbols("Alert/severity", Severity.class),
        symbols("Alert/status", AlertStatus.class),
        symbols("Alert/resolution", Resolution.class),
        symbols("AlertEpisode/resolution", Resolution.class),
        symbols("AlertEpisode/severity", Severity.class),
        symbols("QuarantineRecord/status", Status.class, OpenApiTest::lowerCase),
        symbols("QuarantineMark/what", Mark.What.class, OpenApiTest::lowerCase),
        Arguments.of("Ready/state", states(true)),
        Arguments.of("NotReadyProblem/state", plus(states(false), "failed")),
        Arguments.of("BatchSummary/status", List.of("partial_success", "failure")));
  }

  private static String lowerCase(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> states(boolean serving) {
    return Arrays.stream(Readiness.State.values())
        .filter(
            state ->
                new Readiness(state, "", dev.headwater.query.freshness.Lag.NONE).serves()
                    == serving)
        .map(OpenApiTest::lowerCase)
        .toList();
  }

  private static List<String> plus(List<String> some, String more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static JsonNode schema(String at) {
    String[] names = at.split("/");
    JsonNode schema = Described.at(Described.schema(names[0]));
    for (int i = 1; i < names.length; i++) {
      schema = schema.path("items").isMissingNode() ? schema : schema.path("items");
      schema = schema.path("properties").path(names[i]);
    }
    return stated(schema);
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void symbols_areThoseOfTheCode(String at, List<String> symbols) {
    List<String> described = new ArrayList<>();
    for (JsonNode symbol : schema(at).path("enum")) {
      if (!symbol.isNull()) {
        described.add(symbol.asText());
      }
    }
    assertThat(described).isEqualTo(symbols);
  }

  @Test
  void everyEnumeration_isCompared() {
    Set<String> compared = new TreeSet<>();
    enumerations().forEach(one -> compared.add((String) one.get()[0]));
    Set<String> found = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> one : Described.at("/components/schemas").properties()) {
      enumerated(one.getKey(), one.getValue(), found);
    }
    found.remove("Parameters"); // its reserved names, which another test sends
    assertThat(compared).containsExactlyInAnyOrderElementsOf(found);
  }

  /** What a value is unless it is blank text, which counts as absent. */
  private static JsonNode stated(JsonNode schema) {
    return schema.at("/anyOf/1").toString().contains("BlankText") ? schema.at("/anyOf/0") : schema;
  }

  private static void enumerated(String at, JsonNode schema, Set<String> found) {
    if (stated(schema).has("enum")
        || schema.path("propertyNames").toString().contains("\"enum\"")) {
      found.add(at);
    }
    JsonNode object = schema.has("items") ? schema.path("items") : schema;
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      enumerated(at + "/" + field.getKey(), field.getValue(), found);
    }
  }
}
