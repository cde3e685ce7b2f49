package dev.headwater.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the schemas of an OpenAPI document as words and tables. Not thread-safe. */
final class SchemaReader {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String NULL = "null";
  private static final Map<String, String> TYPES =
      Map.of(
          "string",
          "text",
          "integer",
          "whole number",
          "number",
          "number",
          "boolean",
          "true or false",
          "object",
          "object",
          NULL,
          NULL);

  private final JsonNode document;

  SchemaReader(JsonNode document) {
    this.document = document;
  }

  /** The object that {@code node} refers to, or the node itself. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.requiredAt(node.get("$ref").textValue().substring(1)) : node;
  }

  static String anchor(String schema) {
    return "type-" + schema;
  }

  /** The description at the place of use, or else that of the schema that is referred to. */
  Prose description(JsonNode node) {
    JsonNode own = node.path("description");
    return Prose.of((own.isTextual() ? own : resolved(node).path("description")).asText());
  }

  static String standard(JsonNode schema) {
    return schema.path("default").asText();
  }

  FieldTable table(String name) {
    JsonNode schema = document.requiredAt("/components/schemas/" + name);
    List<FieldTable.Row> rows = new ArrayList<>();
    addRows("", schema, rows);
    return new FieldTable(name, anchor(name), description(schema), shape(schema), rows);
  }

  /** Adds a row for each field of an object, and for the fields of objects without a name in it. */
  private void addRows(String prefix, JsonNode schema, List<FieldTable.Row> rows) {
    Set<String> required = required(schema);
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String name = prefix + field.getKey();
      JsonNode value = field.getValue();
      rows.add(row(name, required.contains(field.getKey()), value));
      if (value.has("items")) {
        addRows(name + "[].", value.get("items"), rows);
      } else {
        addRows(name + ".", value, rows);
      }
    }
  }

  FieldTable.Row row(String name, boolean isRequired, JsonNode value) {
    return new FieldTable.Row(name, isRequired, shape(value), standard(value), description(value));
  }

  static Set<String> required(JsonNode schema) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(field -> required.add(field.textValue()));
    return required;
  }

  Shape shape(JsonNode schema) {
    List<Shape.Word> words = new ArrayList<>();
    addWords(schema, words);
    List<String> symbols = new ArrayList<>();
    JsonNode listed = resolved(schema);
    listed.path("enum").forEach(symbol -> symbols.add(symbol.asText()));
    for (JsonNode one : listed.path("anyOf")) {
      resolved(one).path("enum").forEach(symbol -> symbols.add(symbol.asText()));
    }
    if (listed.has("const")) {
      symbols.add(listed.get("const").asText());
    }
    return new Shape(words, symbols, Bounds.of(schema));
  }

  private void addWords(JsonNode schema, List<Shape.Word> words) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").textValue().substring(SCHEMAS.length());
      words.add(new Shape.Word(name, anchor(name)));
    } else if (schema.has("oneOf") || schema.has("anyOf")) {
      String separator = "";
      for (JsonNode one : schema.has("oneOf") ? schema.get("oneOf") : schema.get("anyOf")) {
        addPlain(separator, words);
        addWords(one, words);
        separator = "or";
      }
    } else if (schema.has("items")) {
      addPlain("list of", words);
      addWords(schema.get("items"), words);
      addPlain(types(schema).contains(NULL) ? "or null" : "", words);
    } else if (schema.path("additionalProperties").isObject() && !schema.has("properties")) {
      addPlain("map of", words);
      addWords(schema.get("additionalProperties"), words);
    } else if (schema.has("const")) {
      addPlain(schema.get("const").isBoolean() ? "true or false" : "text", words);
    } else {
      addPlain(
          String.join(
              " or ", types(schema).stream().map(type -> TYPES.getOrDefault(type, type)).toList()),
          words);
    }
  }

  private static void addPlain(String text, List<Shape.Word> words) {
    if (!text.isEmpty()) {
      words.add(new Shape.Word(text, ""));
    }
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      return List.of("bytes");
    }
    List<String> types = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(one -> types.add(one.textValue()));
    } else {
      types.add(type.textValue());
    }
    return types;
  }
}
