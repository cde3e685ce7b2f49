package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.BlankText;
import dev.headwater.model.EventIds;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object, each with its required type. An absent field is read as
 * absent, or as null if the model has no value for that; the model then reports the field as
 * required.
 *
 * <p>Reports all problems of an object at once. A field that cannot be read is recorded as a
 * problem and replaced by a stand-in, and further problems that the value's constructor reports for
 * this field are ignored. If the constructor reports a problem of another field, this is recorded
 * too, and the value is built again with a stand-in for that field. A value with a problem is never
 * returned. Not thread-safe.
 */
final class JsonReader {
  private static final int QUOTED_CHARS = 100;
  private static final double EXACT_WHOLE = 1L << 53;
  private static final List<String> ASSET_PARTS = List.of("kind", "namespace", "name", "version");

  // Stand-ins that every constructor accepts.
  private static final String TEXT = "-";
  private static final UUID ID = new UUID(0, 0);
  private static final Asset ASSET = Asset.of(AssetKind.DATASET, TEXT, TEXT);

  private final JsonNode object;
  private final Problems problems = new Problems();

  /** The fields with a recorded problem. */
  private Set<String> faulty = Set.of();

  /**
   * The values that the other fields were read as, for building the value again; null before the
   * first problem that a constructor reports.
   */
  private Map<String, Object> kept;

  private JsonReader(JsonNode object) {
    if (!object.isObject()) {
      throw wrongType("an object", object);
    }
    this.object = object;
  }

  /**
   * Reads a value from an object that has no fields except the given ones.
   *
   * @param make builds the value; may be called several times
   * @throws InvalidException with all problems
   */
  static <T> T read(JsonNode node, List<String> fields, Function<JsonReader, T> make) {
    JsonReader reader = new JsonReader(node);
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        reader.problems.add(
            cut(name), "is not a field here; the fields are " + String.join(", ", fields));
      }
    }
    return reader.make(make);
  }

  /** Like {@link #read}, but ignores unknown fields. */
  static <T> T lenient(JsonNode node, Function<JsonReader, T> make) {
    return new JsonReader(node).make(make);
  }

  private <T> T make(Function<JsonReader, T> make) {
    T made = null;
    boolean again = true;
    while (again) {
      again = false;
      try {
        made = make.apply(this);
      } catch (InvalidException invalid) {
        again = note(invalid);
      }
    }
    problems.throwIfAny();
    return made;
  }

  /**
   * Records the problems. Returns whether to build the value again, with stand-ins for more fields
   * than before.
   */
  private boolean note(InvalidException invalid) {
    boolean progress = false;
    for (InvalidException.Problem problem : invalid.problems()) {
      String field = firstOf(problem.path());
      if (field.isEmpty()) {
        problems.add(problem);
      } else if (!faulty.contains(field)) {
        problems.add(problem);
        progress = true;
      }
    }
    invalid.problems().forEach(problem -> standIn(firstOf(problem.path())));
    if (kept == null) {
      kept = new HashMap<>();
    }
    return progress && !problems.isFull();
  }

  private void standIn(String field) {
    if (faulty.isEmpty()) {
      faulty = new HashSet<>();
    }
    faulty.add(field);
  }

  /** Returns the first field of a path, such as {@code inputs} of {@code inputs[3].asset}. */
  private static String firstOf(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    return path.substring(0, end);
  }

  /** Returns null if the field is absent or null. */
  JsonNode get(String field) {
    JsonNode value = object.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /**
   * Reads the value of a field. Problems in it get the field's name in their path.
   *
   * @param absent the result if the field is absent
   * @param standIn the result if there is a problem
   */
  @SuppressWarnings("unchecked") // a value in kept was read by the same call for this field
  <T> T value(String field, Function<JsonNode, ? extends T> read, T absent, T standIn) {
    if (faulty.contains(field)) {
      return standIn;
    }
    if (kept != null && kept.containsKey(field)) {
      return (T) kept.get(field);
    }
    JsonNode node = get(field);
    if (node == null) {
      return absent;
    }
    try {
      T value = read.apply(node);
      if (kept != null) {
        kept.put(field, value);
      }
      return value;
    } catch (InvalidException invalid) {
      problems.addAll(invalid.within(field));
      standIn(field);
      return standIn;
    }
  }

  /** Returns null if the field is absent or has a problem. */
  <T> T value(String field, Function<JsonNode, T> read) {
    return value(field, read, null, null);
  }

  <T> Optional<T> optional(String field, Function<JsonNode, T> read) {
    return value(field, node -> Optional.of(read.apply(node)), Optional.empty(), Optional.empty());
  }

  String text(String field) {
    return value(field, JsonReader::text, "", TEXT);
  }

  /**
   * As {@link #value(String, Function, Object, Object)}, for a value that is written as text: blank
   * text counts as absent. Where another type is wanted, blank text is of the wrong type.
   */
  <T> T spelled(String field, Function<JsonNode, ? extends T> read, T absent, T standIn) {
    return value(field, node -> isBlank(node) ? absent : read.apply(node), absent, standIn);
  }

  /** As {@link #optional}, for a value that is written as text: blank text counts as absent. */
  <T> Optional<T> optionalSpelled(String field, Function<JsonNode, T> read) {
    return spelled(
        field, node -> Optional.of(read.apply(node)), Optional.empty(), Optional.empty());
  }

  private static String unlessBlank(String text) {
    return BlankText.isBlank(text) ? "" : text;
  }

  private static boolean isBlank(JsonNode node) {
    return node.isTextual() && BlankText.isBlank(node.textValue());
  }

  OptionalLong whole(String field) {
    return value(
        field, node -> OptionalLong.of(whole(node)), OptionalLong.empty(), OptionalLong.empty());
  }

  OptionalDouble number(String field) {
    return value(
        field,
        node -> OptionalDouble.of(number(node)),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  boolean flag(String field) {
    return value(field, JsonReader::flag, false, false);
  }

  Instant instant(String field) {
    return spelled(field, JsonReader::instant, null, Instant.EPOCH);
  }

  UUID eventId(String field) {
    return spelled(field, JsonReader::eventId, null, ID);
  }

  Asset asset(String field) {
    return spelled(field, JsonReader::asset, null, ASSET);
  }

  <E extends Enum<E>> E symbol(String field, Class<E> type) {
    return symbol(field, type, null);
  }

  <E extends Enum<E>> E symbol(String field, Class<E> type, E absent) {
    return spelled(field, node -> symbol(node, type), absent, type.getEnumConstants()[0]);
  }

  /** Returns an empty list if the field is absent. */
  <T> List<T> list(String field, Function<JsonNode, T> read) {
    return value(field, node -> items(node, read), List.of(), List.of());
  }

  <T> List<T> listOrNull(String field, Function<JsonNode, T> read) {
    return value(field, node -> items(node, read), null, List.of());
  }

  List<String> texts(String field) {
    return list(field, JsonReader::text);
  }

  /** Returns an empty map if the field is absent. */
  <V> SortedMap<String, V> map(String field, Function<JsonNode, V> read) {
    return value(field, node -> entries(node, read), new TreeMap<>(), new TreeMap<>());
  }

  <V> SortedMap<String, V> mapOrNull(String field, Function<JsonNode, V> read) {
    return value(field, node -> entries(node, read), null, new TreeMap<>());
  }

  /** Reads the items of an array. Reports the problems of all items. */
  static <T> List<T> items(JsonNode array, Function<JsonNode, T> read) {
    if (!array.isArray()) {
      throw wrongType("an array", array);
    }
    List<T> items = new ArrayList<>(array.size());
    Problems problems = new Problems();
    for (int i = 0; i < array.size() && !problems.isFull(); i++) {
      try {
        items.add(read.apply(array.get(i)));
      } catch (InvalidException invalid) {
        problems.addAll(invalid.within("[" + i + "]"));
      }
    }
    problems.throwIfAny();
    return items;
  }

  /** Reads the entries of an object with arbitrary names. Reports the problems of all entries. */
  static <V> SortedMap<String, V> entries(JsonNode object, Function<JsonNode, V> read) {
    if (!object.isObject()) {
      throw wrongType("an object", object);
    }
    SortedMap<String, V> entries = new TreeMap<>();
    Problems problems = new Problems();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      try {
        entries.put(entry.getKey(), read.apply(entry.getValue()));
      } catch (InvalidException invalid) {
        problems.addAll(invalid.within("[\"" + cut(entry.getKey()) + "\"]"));
        if (problems.isFull()) {
          break;
        }
      }
    }
    problems.throwIfAny();
    return entries;
  }

  static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw wrongType("text", node);
    }
    return node.textValue();
  }

  /**
   * Reads a whole number. Also accepts {@code 175.0}, because some writers only have floating-point
   * numbers.
   */
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

  static Instant instant(JsonNode node) {
    return Rfc3339.parse(text(node));
  }

  static UUID eventId(JsonNode node) {
    return EventIds.parse(text(node));
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

  /** Reads an asset: a URN, or an object with the parts of a URN. */
  static Asset asset(JsonNode node) {
    if (node.isTextual()) {
      return Asset.parse(node.textValue());
    }
    if (!node.isObject()) {
      throw wrongType("a URN, or an object with kind, namespace, name and version", node);
    }
    return read(node, ASSET_PARTS, JsonReader::assetOfParts);
  }

  private static Asset assetOfParts(JsonReader parts) {
    AssetKind kind = parts.symbol("kind", AssetKind.class);
    String namespace = unlessBlank(parts.text("namespace"));
    String name = unlessBlank(parts.text("name"));
    String version = unlessBlank(parts.text("version"));
    return version.isEmpty()
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

  /** Shortens a text for a message and removes line breaks. */
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
