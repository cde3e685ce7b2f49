package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.Places;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventIds;
import dev.headwater.model.InvalidException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The fields of one JSON object, each of the type that it must have. What is absent comes back as
 * absent, or as null where the model has no word for that and says itself that it is required.
 */
final class JsonReader {
  private static final int QUOTED_CHARS = 100;
  private static final double EXACT_WHOLE = 1L << 53;

  private final JsonNode object;

  private JsonReader(JsonNode object) {
    if (!object.isObject()) {
      throw wrongType("an object", object);
    }
    this.object = object;
  }

  /** An object that has no fields but those. */
  static JsonReader of(JsonNode node, List<String> fields) {
    JsonReader reader = new JsonReader(node);
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw new InvalidException(
            cut(name), "is not a field here; the fields are " + String.join(", ", fields));
      }
    }
    return reader;
  }

  /** An object that may have other fields, which are left alone. */
  static JsonReader lenient(JsonNode node) {
    return new JsonReader(node);
  }

  /** Null where the field is absent or null. */
  JsonNode get(String field) {
    JsonNode value = object.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /** Null where it is absent; errors say that they are in the field. */
  <T> T value(String field, Function<JsonNode, T> read) {
    JsonNode value = get(field);
    return value == null ? null : Places.in(field, () -> read.apply(value));
  }

  <T> Optional<T> optional(String field, Function<JsonNode, T> read) {
    return Optional.ofNullable(value(field, read));
  }

  String text(String field) {
    String text = value(field, JsonReader::text);
    return text == null ? "" : text;
  }

  OptionalLong whole(String field) {
    Long value = value(field, JsonReader::whole);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  OptionalDouble number(String field) {
    Double value = value(field, JsonReader::number);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  boolean flag(String field) {
    Boolean value = value(field, JsonReader::flag);
    return value != null && value;
  }

  Instant instant(String field) {
    return value(field, node -> Rfc3339.parse(text(node)));
  }

  UUID eventId(String field) {
    return value(field, node -> EventIds.parse(text(node)));
  }

  Asset asset(String field) {
    return value(field, JsonReader::asset);
  }

  <E extends Enum<E>> E symbol(String field, Class<E> type) {
    return value(field, node -> symbol(node, type));
  }

  /** Empty where it is absent. */
  <T> List<T> list(String field, Function<JsonNode, T> read) {
    List<T> list = listOrNull(field, read);
    return list == null ? List.of() : list;
  }

  <T> List<T> listOrNull(String field, Function<JsonNode, T> read) {
    JsonNode value = get(field);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw wrongType("an array", value).within(field);
    }
    return Places.each(field, value, read);
  }

  List<String> texts(String field) {
    return list(field, JsonReader::text);
  }

  /** Empty where it is absent. */
  <V> SortedMap<String, V> map(String field, Function<JsonNode, V> read) {
    SortedMap<String, V> map = mapOrNull(field, read);
    return map == null ? new TreeMap<>() : map;
  }

  <V> SortedMap<String, V> mapOrNull(String field, Function<JsonNode, V> read) {
    return value(
        field,
        node -> {
          if (!node.isObject()) {
            throw wrongType("an object", node);
          }
          SortedMap<String, V> map = new TreeMap<>();
          for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String place = "[\"" + cut(entry.getKey()) + "\"]";
            map.put(entry.getKey(), Places.in(place, () -> read.apply(entry.getValue())));
          }
          return map;
        });
  }

  static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw wrongType("text", node);
    }
    return node.textValue();
  }

  /** A whole number; {@code 175.0} is one as well, because some writers know no others. */
  static long whole(JsonNode node) {
    if (node.isIntegralNumber()) {
      if (!node.canConvertToLong()) {
        throw new InvalidException("", "is " + shown(node) + ", must be from 0 to 2^63-1");
      }
      return node.longValue();
    }
    double value = number(node, "a whole number");
    if (value != Math.rint(value) || Math.abs(value) > EXACT_WHOLE) {
      throw wrongType("a whole number", node);
    }
    return (long) value;
  }

  static double number(JsonNode node) {
    return number(node, "a number");
  }

  private static double number(JsonNode node, String expected) {
    if (!node.isNumber()) {
      throw wrongType(expected, node);
    }
    return node.doubleValue();
  }

  private static boolean flag(JsonNode node) {
    if (!node.isBoolean()) {
      throw wrongType("true or false", node);
    }
    return node.booleanValue();
  }

  static <E extends Enum<E>> E symbol(JsonNode node, Class<E> type) {
    String text = text(node);
    E[] values = type.getEnumConstants();
    for (E value : values) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    String names = String.join(", ", Arrays.stream(values).map(Enum::name).toList());
    throw new InvalidException("", "is \"" + cut(text) + "\", must be one of " + names);
  }

  /** A URN, or an object of the parts of one. */
  static Asset asset(JsonNode node) {
    if (node.isTextual()) {
      return Asset.parse(node.textValue());
    }
    if (!node.isObject()) {
      throw wrongType("a URN, or an object with kind, namespace, name and version", node);
    }
    JsonReader parts = of(node, List.of("kind", "namespace", "name", "version"));
    AssetKind kind = parts.symbol("kind", AssetKind.class);
    String namespace = parts.text("namespace");
    String name = parts.text("name");
    String version = parts.text("version");
    return version.isBlank()
        ? Asset.of(kind, namespace, name)
        : Asset.of(kind, namespace, name, version);
  }

  static InvalidException wrongType(String expected, JsonNode node) {
    String type =
        switch (node.getNodeType()) {
          case ARRAY -> "an array";
          case OBJECT -> "an object";
          case BOOLEAN -> node.asText();
          case NULL -> "null";
          case NUMBER -> "the number " + shown(node);
          case STRING -> "text";
          case BINARY, MISSING, POJO -> "something else";
        };
    return new InvalidException("", "must be " + expected + ", is " + type);
  }

  private static String shown(JsonNode number) {
    return cut(number.asText());
  }

  /** On one line and short. */
  private static String cut(String text) {
    int end = Math.min(text.length(), QUOTED_CHARS);
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean plain = !Character.isISOControl(c) && !Character.isSurrogate(c);
      shown.append(plain ? c : '?');
    }
    return end < text.length() ? shown.append("...").toString() : shown.toString();
  }
}
