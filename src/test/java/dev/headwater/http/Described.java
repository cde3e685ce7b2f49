package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The OpenAPI document, and JSON schemas of its parts. Thread-safe. */
final class Described {
  static final JsonNode DOCUMENT = ApiDescription.load("1.2.3").document();

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private Described() {}

  /** The pointer to a schema of the components. */
  static String schema(String name) {
    return "/components/schemas/" + name;
  }

  /** A part of a pointer, such as a path or a media type. */
  static String escaped(String part) {
    return part.replace("~", "~0").replace("/", "~1");
  }

  static JsonNode at(String pointer) {
    JsonNode part = DOCUMENT.at(pointer);
    assertThat(part.isMissingNode()).as("the document has nothing at " + pointer).isFalse();
    return part;
  }

  /** Follows references, from a pointer to the place where the object stands. */
  static String resolved(String pointer) {
    JsonNode part = at(pointer);
    return part.has("$ref") ? resolved(part.get("$ref").textValue().substring(1)) : pointer;
  }

  /** What is wrong with {@code value} by the schema at {@code pointer}; empty if nothing is. */
  static Set<String> faults(String pointer, JsonNode value) {
    return SCHEMAS.computeIfAbsent(pointer, Described::compile).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .limit(20)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  static void assertValid(String pointer, JsonNode value) {
    assertThat(faults(pointer, value)).as(pointer + " of " + value).isEmpty();
  }

  private static JsonSchema compile(String pointer) {
    at(pointer);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", DIALECT);
    root.put("$ref", "#" + uriFragment(pointer));
    root.set("paths", DOCUMENT.get("paths"));
    root.set("components", DOCUMENT.get("components"));
    return FACTORY.getSchema(root, CONFIG);
  }

  private static String uriFragment(String pointer) {
    return JsonPointer.compile(pointer).toString().replace("{", "%7B").replace("}", "%7D");
  }
}
