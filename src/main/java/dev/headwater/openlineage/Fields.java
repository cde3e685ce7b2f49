package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headwater.model.InvalidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * Reads the fields of one JSON object of an event. Errors name the path of the field. A field that
 * is null counts as absent. Fields that nobody asks for are ignored.
 */
final class Fields {
  private static final double EXACT_WHOLE = 1L << 53;

  private final String path;
  private final JsonNode object;

  private Fields(String path, JsonNode object) {
    this.path = path;
    this.object = object;
  }

  /**
   * @param path of the object; "" for the event itself
   * @throws InvalidException if it is not an object
   */
  static Fields of(String path, JsonNode node) {
    if (!node.isObject()) {
      throw wrong(path, "an object", node);
    }
    return new Fields(path, node);
  }

  /** The path of the object; "" for the event itself. */
  String path() {
    return path;
  }

  /** The object itself. */
  JsonNode node() {
    return object;
  }

  String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  boolean has(String field) {
    return object.hasNonNull(field);
  }

  JsonNode required(String field) {
    if (!has(field)) {
      throw new InvalidException(path(field), "is required");
    }
    return object.get(field);
  }

  Fields requiredObject(String field) {
    return of(path(field), required(field));
  }

  /** The object in a field; an object without fields if it is absent. */
  Fields object(String field) {
    return has(field)
        ? of(path(field), object.get(field))
        : new Fields(path(field), MissingNode.getInstance());
  }

  /** Returns a required text, which must not be blank. */
  String requiredText(String field) {
    String text = text(path(field), required(field));
    if (text.isBlank()) {
      throw new InvalidException(path(field), "must not be blank");
    }
    return text;
  }

  /** Returns a text; "" if it is absent or blank. */
  String text(String field) {
    String text = has(field) ? text(path(field), object.get(field)) : "";
    return text.isBlank() ? "" : text;
  }

  /** As {@link #text(String)}, but accepts a number or a boolean and returns it as text. */
  String loose(String field) {
    JsonNode value = object.path(field);
    return value.isNumber() || value.isBoolean() ? value.asText() : text(field);
  }

  /** Returns a whole number of at least 0; empty if it is absent. */
  OptionalLong count(String field) {
    if (!has(field)) {
      return OptionalLong.empty();
    }
    JsonNode value = object.get(field);
    boolean whole =
        value.isIntegralNumber()
            ? value.canConvertToLong()
            : value.isNumber()
                && value.doubleValue() == Math.rint(value.doubleValue())
                && Math.abs(value.doubleValue()) <= EXACT_WHOLE;
    if (!whole) {
      throw wrong(path(field), "a whole number up to 2^63-1", value);
    }
    if (value.asLong() < 0) {
      throw new InvalidException(path(field), "is " + value.asText() + ", must not be negative");
    }
    return OptionalLong.of(value.asLong());
  }

  /** Whether the field is present and true. */
  boolean flag(String field) {
    return object.path(field).asBoolean(false);
  }

  /**
   * Reads the items of an array; empty if it is absent.
   *
   * @param read gets the path and the item
   */
  <T> List<T> list(String field, BiFunction<String, JsonNode, T> read) {
    if (!has(field)) {
      return List.of();
    }
    JsonNode array = object.get(field);
    if (!array.isArray()) {
      throw wrong(path(field), "an array", array);
    }
    List<T> items = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      items.add(read.apply(path(field) + "[" + items.size() + "]", item));
    }
    return items;
  }

  /** The members of an object that is used as a map; empty if it is absent. */
  Iterable<Map.Entry<String, JsonNode>> members(String field) {
    if (!has(field)) {
      return List.of();
    }
    return of(path(field), object.get(field)).object.properties();
  }

  private static String text(String path, JsonNode node) {
    if (!node.isTextual()) {
      throw wrong(path, "text", node);
    }
    return node.textValue();
  }

  private static InvalidException wrong(String path, String expected, JsonNode node) {
    String is =
        switch (node.getNodeType()) {
          case ARRAY -> "an array";
          case OBJECT -> "an object";
          case STRING -> "text";
          case NUMBER, BOOLEAN -> node.asText();
          case NULL, MISSING -> "absent";
          case BINARY, POJO -> "something else";
        };
    return new InvalidException(path, "must be " + expected + ", is " + is);
  }
}
