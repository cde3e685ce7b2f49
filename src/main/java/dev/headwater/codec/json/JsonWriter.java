package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** Builds one JSON object, without absent fields. */
final class JsonWriter {
  private static final double EXACT_WHOLE = 1L << 53;

  private final ObjectNode object = JsonNodeFactory.instance.objectNode();

  ObjectNode object() {
    return object;
  }

  JsonWriter text(String field, String value) {
    if (!value.isEmpty()) {
      object.put(field, value);
    }
    return this;
  }

  JsonWriter whole(String field, OptionalLong value) {
    value.ifPresent(number -> object.put(field, number));
    return this;
  }

  JsonWriter number(String field, OptionalDouble value) {
    value.ifPresent(number -> object.set(field, number(number)));
    return this;
  }

  JsonWriter flag(String field, boolean value) {
    if (value) {
      object.put(field, true);
    }
    return this;
  }

  JsonWriter instant(String field, Optional<Instant> value) {
    value.ifPresent(instant -> object.put(field, Rfc3339.format(instant)));
    return this;
  }

  JsonWriter symbol(String field, Optional<? extends Enum<?>> value) {
    value.ifPresent(symbol -> object.put(field, symbol.name()));
    return this;
  }

  JsonWriter value(String field, JsonNode value) {
    object.set(field, value);
    return this;
  }

  <T> JsonWriter value(String field, Optional<T> value, Function<T, ? extends JsonNode> write) {
    value.ifPresent(present -> object.set(field, write.apply(present)));
    return this;
  }

  /** Writes a list; leaves the field out if the list is empty. */
  <T> JsonWriter list(String field, List<T> values, Function<T, ? extends JsonNode> write) {
    return values.isEmpty() ? this : everyList(field, values, write);
  }

  /** Writes a list, even if it is empty. */
  <T> JsonWriter everyList(String field, List<T> values, Function<T, ? extends JsonNode> write) {
    object.set(field, array(values, write));
    return this;
  }

  JsonWriter texts(String field, List<String> values) {
    return list(field, values, JsonNodeFactory.instance::textNode);
  }

  /** Writes a map; leaves the field out if the map is empty. */
  <V> JsonWriter map(String field, Map<String, V> values, Function<V, ? extends JsonNode> write) {
    return values.isEmpty() ? this : everyMap(field, values, write);
  }

  /** Writes a map, even if it is empty. */
  <V> JsonWriter everyMap(
      String field, Map<String, V> values, Function<V, ? extends JsonNode> write) {
    ObjectNode map = object.putObject(field);
    values.forEach((key, value) -> map.set(key, write.apply(value)));
    return this;
  }

  static <T> ArrayNode array(List<T> values, Function<T, ? extends JsonNode> write) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.size());
    values.forEach(value -> array.add(write.apply(value)));
    return array;
  }

  static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  /** Writes whole numbers without a fraction, as people write counts. */
  static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) <= EXACT_WHOLE
        ? JsonNodeFactory.instance.numberNode((long) value)
        : JsonNodeFactory.instance.numberNode(value);
  }
}
