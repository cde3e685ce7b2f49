package dev.headwater.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.json.Json;
import dev.headwater.model.InvalidException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Shows that the published schemas of Headwater's facets contain the fields that the reader reads,
 * and no others.
 */
class FacetSchemasTest {
  private static final Path FOLDER = Path.of("schemas", "openlineage");

  static final Set<String> NAMES = PayloadFacets.NAMES;

  private final PayloadFacets payloads = new PayloadFacets(OpenLineagePayloads.INSTANCE);

  private static JsonNode schema(String name) throws IOException {
    return Json.parse(Files.readAllBytes(FOLDER.resolve(name + ".json")));
  }

  /** Returns the definition of the facet that its schema refers to. */
  private static JsonNode definition(String name) throws IOException {
    JsonNode schema = schema(name);
    String reference = schema.at("/properties/" + name + "/$ref").asText();
    return schema.at(reference.substring(1));
  }

  private static Set<String> own(JsonNode definition) {
    Set<String> names = new TreeSet<>();
    definition.path("properties").fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> name.startsWith("_"));
    return names;
  }

  @Test
  void everyFacet_hasASchema_andEverySchemaAFacet() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(NAMES);
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void whatTheSchemaAllows_isRead(String name) throws IOException {
    for (JsonNode example : examples(definition(name))) {
      assertThatCode(() -> payloads.reduce(name, name, example))
          .as(example.toString())
          .doesNotThrowAnyException();
    }
  }

  /**
   * The reader refuses an unknown field with a message that lists all its fields. They must be
   * those of the schema.
   */
  @ParameterizedTest
  @FieldSource("NAMES")
  void whatIsRead_isInTheSchema(String name) throws IOException {
    ObjectNode odd = JsonNodeFactory.instance.objectNode().put("odd", 1);
    JsonNode definition = definition(name);
    if (name.equals(PayloadFacets.COMPOSITION)) {
      assertThat(own(definition)).containsExactly("composition");
      definition = definition.at("/properties/composition/items");
      odd = JsonNodeFactory.instance.objectNode().set("composition", Json.parse("[{\"odd\":1}]"));
    }
    ObjectNode facet = odd;
    String fields = String.join(", ", own(definition));
    assertThatThrownBy(() -> payloads.reduce(name, name, facet))
        .isInstanceOf(InvalidException.class)
        .satisfies(
            refused ->
                assertThat(
                        new TreeSet<>(
                            List.of(
                                refused
                                    .getMessage()
                                    .replaceFirst(".*the fields are ", "")
                                    .replaceFirst(" [|] .*", "")
                                    .split(", "))))
                    .isEqualTo(new TreeSet<>(List.of(fields.split(", ")))));
  }

  /**
   * Returns, for each property and each form of its value, an object with this property and the
   * required ones.
   */
  private static List<ObjectNode> examples(JsonNode definition) {
    List<ObjectNode> examples = new ArrayList<>();
    for (String name : own(definition)) {
      for (JsonNode value : values(definition.path("properties").path(name))) {
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        example.set(name, value);
        definition
            .path("required")
            .forEach(
                required -> {
                  if (!example.has(required.asText())) {
                    example.set(
                        required.asText(),
                        values(definition.path("properties").path(required.asText())).get(0));
                  }
                });
        examples.add(example);
      }
    }
    return examples;
  }

  private static List<JsonNode> values(JsonNode schema) {
    List<JsonNode> values = new ArrayList<>();
    if (schema.has("oneOf")) {
      schema.path("oneOf").forEach(form -> values.addAll(values(form)));
      return values;
    }
    if (schema.has("enum")) {
      schema.path("enum").forEach(values::add);
      return values;
    }
    switch (schema.path("type").asText()) {
      case "string" -> values.add(JsonNodeFactory.instance.textNode("why not"));
      case "boolean" -> values.add(JsonNodeFactory.instance.booleanNode(true));
      case "integer", "number" -> {
        values.add(schema.path("minimum"));
        if (schema.has("maximum")) {
          values.add(schema.path("maximum"));
        }
      }
      case "array" ->
          values(schema.path("items"))
              .forEach(item -> values.add(JsonNodeFactory.instance.arrayNode().add(item)));
      case "object" -> {
        if (schema.path("additionalProperties").isObject()) {
          values(schema.path("additionalProperties"))
              .forEach(
                  value ->
                      values.add(JsonNodeFactory.instance.objectNode().set("some name", value)));
        } else {
          values.addAll(examples(schema));
        }
      }
      default -> throw new AssertionError("no type: " + schema);
    }
    return values;
  }
}
