package dev.headwater.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.Json;
import dev.headwater.docs.EventsPage;
import dev.headwater.http.ApiDescription;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows that the guide says all that the OpenAPI document says. */
class ApiGuideTest {
  private static final JsonNode DOCUMENT = ApiDescription.load("1.2.3").document();
  private static final ApiGuide GUIDE = ApiGuide.of(DOCUMENT);

  private static Stream<ApiGuide.Route> routes() {
    return GUIDE.groups().stream().flatMap(group -> group.routes().stream());
  }

  private static ApiGuide.Route route(String method, String path) {
    return routes()
        .filter(route -> route.method().equals(method) && route.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static FieldTable type(String name) {
    return GUIDE.types().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static FieldTable.Row row(FieldTable table, String name) {
    return table.rows().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static String text(Shape shape) {
    return shape.words().stream().map(Shape.Word::text).collect(Collectors.joining(" "));
  }

  private static String text(Prose prose) {
    return prose.spans().stream().map(Prose.Span::text).collect(Collectors.joining());
  }

  @Test
  void title_isThatOfTheDocument() {
    assertThat(GUIDE.title()).isEqualTo("Headwater");
    assertThat(GUIDE.version()).isEqualTo("1.2.3");
    assertThat(GUIDE.introduction()).hasSize(4);
  }

  @Test
  void calls_areAllThere_once() {
    List<String> described = new ArrayList<>();
    DOCUMENT
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method + " " + path.getKey())));
    assertThat(routes().map(route -> route.method().toLowerCase(Locale.ROOT) + " " + route.path()))
        .containsExactlyInAnyOrderElementsOf(described);
    assertThat(GUIDE.groups()).allSatisfy(group -> assertThat(group.routes()).isNotEmpty());
  }

  /** A text that the guide leaves out is one that nobody reads. */
  @Test
  void everyText_isShown() {
    Set<String> shown = new TreeSet<>();
    collect(GUIDE, Prose.class, prose -> shown.add(text(prose)));
    Set<String> described = new TreeSet<>();
    for (String text : DOCUMENT.findValuesAsText("description")) {
      if (!text.contains("\n") && !text.isEmpty()) {
        described.add(text(Prose.of(text)));
      }
    }
    // Nobody links to these answers: the introduction describes them.
    for (String general : List.of("NoSuchPath", "MethodNotAllowed", "TooLong")) {
      JsonNode response = DOCUMENT.at("/components/responses/" + general);
      response.findValuesAsText("description").forEach(described::remove);
    }
    described.removeIf(text -> text.startsWith("A lineage event: ")); // its types are the sections
    described.remove("answers questions of students"); // in an example
    assertThat(described).hasSizeGreaterThan(300);
    assertThat(shown).containsAll(described);
  }

  @Test
  void anchors_exist_once() {
    List<String> anchors = new ArrayList<>();
    GUIDE.groups().forEach(group -> anchors.add(group.anchor()));
    routes().forEach(route -> anchors.add(route.anchor()));
    GUIDE.types().forEach(table -> anchors.add(table.anchor()));
    anchors.add(GUIDE.eventFields().anchor());
    GUIDE.events().forEach(event -> anchors.add(event.anchor()));
    GUIDE.events().forEach(event -> anchors.add(event.payload().anchor()));
    assertThat(anchors).doesNotHaveDuplicates().allMatch(one -> one.matches("[A-Za-z0-9-]+"));

    Set<String> linked = new TreeSet<>();
    collect(GUIDE, Shape.Word.class, word -> linked.add(word.anchor()));
    linked.remove("");
    assertThat(linked).hasSizeGreaterThan(40);
    assertThat(anchors).containsAll(linked);
  }

  /** Visits all values of a type in a tree of records and lists. */
  private static <T> void collect(Object tree, Class<T> type, Consumer<T> visit) {
    if (type.isInstance(tree)) {
      visit.accept(type.cast(tree));
    } else if (tree instanceof Collection<?> items) {
      items.forEach(item -> collect(item, type, visit));
    } else if (tree instanceof Record) {
      for (RecordComponent component : tree.getClass().getRecordComponents()) {
        try {
          collect(component.getAccessor().invoke(tree), type, visit);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(component.toString(), e);
        }
      }
    }
  }

  @Test
  void aCall_isShownWithItsParametersAndAnswers() {
    ApiGuide.Route route = route("GET", "/api/v1/assets/{urn}/lineage");

    assertThat(route.parameters())
        .extracting(ApiGuide.Parameter::name)
        .containsExactly("urn", "direction", "depth", "limit", "wait", "asOf", "knownAt");
    assertThat(route.parameters().get(0).isRequired()).isTrue();
    assertThat(text(route.parameters().get(0).shape())).isEqualTo("Urn");
    ApiGuide.Parameter direction = route.parameters().get(1);
    assertThat(direction.shape().symbols()).containsExactly("upstream", "downstream", "both");
    assertThat(direction.standard()).isEqualTo("upstream");
    assertThat(direction.place()).isEqualTo("query");
    assertThat(route.parameters().get(2).shape().limits()).containsExactly("from 0 to 10,000");
    assertThat(route.answers())
        .extracting(ApiGuide.Answer::status)
        .containsExactly(200, 400, 401, 403, 404, 406, 429, 500, 503);
    assertThat(route.answers().get(0).bodies())
        .containsExactly(
            new ApiGuide.Content(
                "application/json",
                new Shape(List.of(new Shape.Word("Lineage", "type-Lineage")), List.of(), List.of()),
                Prose.of("")));
    assertThat(route.answers().get(8).headers())
        .extracting(ApiGuide.Header::name)
        .containsExactly("Retry-After");
  }

  @Test
  void bodies_areShown() {
    assertThat(route("POST", "/api/v1/events").bodies())
        .extracting(body -> body.mediaType() + ": " + text(body.shape()))
        .containsExactly("application/json: Event or list of Event", "application/x-ndjson: text");
    assertThat(route("GET", "/api/v1/status").bodies()).isEmpty();
  }

  @Test
  void events_areShownWithPayloadAndExamples() {
    assertThat(GUIDE.events())
        .extracting(ApiGuide.EventKind::type)
        .containsExactly(
            "INGEST", "CLEAN", "TRANSFORM", "SYNTHESIZE", "TRAIN", "DOCUMENT", "RETRACT");
    List<String> examples =
        GUIDE.events().stream().flatMap(event -> event.examples().stream()).toList();
    assertThat(examples.stream().map(Json::parse).toList())
        .containsExactlyElementsOf(EventsPage.blocks("json").stream().map(Json::parse).toList());
    assertThat(examples).allMatch(example -> example.contains("\n  \"eventId\" : "));
    ApiGuide.EventKind train = GUIDE.events().get(4);
    assertThat(train.payload().rows())
        .extracting(FieldTable.Row::name)
        .containsExactly("stage", "hyperparameters", "intendedUse");
    FieldTable.Row inputs = train.own().get(0);
    assertThat(inputs.isRequired()).isTrue();
    assertThat(text(inputs.shape())).isEqualTo("list of Urn or Input");
    assertThat(inputs.shape().limits()).containsExactly("at least 1", "at most 10,000 items");
  }

  @Test
  void fields_areShownWithTypesAndLimits() {
    FieldTable.Row role = row(type("Input"), "role");
    assertThat(role.standard()).isEqualTo("SOURCE");
    assertThat(role.shape().symbols()).contains("SEED", "REFERENCE");
    assertThat(role.isRequired()).isFalse();
    assertThat(row(type("Input"), "records").shape().limits()).containsExactly("from 0 to 2^63-1");
    assertThat(row(type("Agent"), "id").shape().limits())
        .containsExactly("not blank", "at most 512 characters");
    assertThat(row(type("Agent"), "id").isRequired()).isTrue();
    assertThat(text(row(type("Composition"), "counts").shape())).isEqualTo("map of number");
    assertThat(text(row(type("Freshness"), "behindEvents").shape()))
        .isEqualTo("whole number or null");
    assertThat(type("Gate").rows()).extracting(FieldTable.Row::name).contains("reasons[].rule");
    assertThat(type("Condition").shape().symbols()).hasSize(6);
  }

  @Test
  void aDocumentThatLacksSomething_isRefusedByPlace() {
    ObjectNode lacking = DOCUMENT.deepCopy();
    ((ObjectNode) lacking.at("/paths/~1metrics/get")).remove("operationId");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiGuide.of(lacking))
        .withMessageContaining("operationId");
  }

  @Test
  void guide_followsTheDocument() {
    ObjectNode changed = DOCUMENT.deepCopy();
    ((ObjectNode) changed.at("/components/schemas/Agent/properties/id")).put("description", "New.");

    FieldTable agent =
        ApiGuide.of(changed).types().stream()
            .filter(one -> one.name().equals("Agent"))
            .findFirst()
            .orElseThrow();

    assertThat(text(row(agent, "id").description())).isEqualTo("New.");
  }
}
