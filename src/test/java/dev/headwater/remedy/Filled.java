package dev.headwater.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills in the blanks of a form in JSON, as a person would. It finds them by their markers. */
final class Filled {
  private static final Map<String, String> VALUES =
      Map.of(
          "eventId", "11111111-1111-4111-8111-111111111111",
          "eventTime", "2026-11-25T00:00:00Z",
          "asset", "dataset:lab:seeds@2",
          "type", "PERSON",
          "until", "2027-01-01T00:00:00Z",
          "containsSynthetic", "NO");
  private static final String ANY = "filled in";

  /** The name that replaces the blank name of a parameter. */
  static final String PARAMETER = "filled in name";

  private final List<Runnable> blanks = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();

  private Filled() {}

  static String all(String json) {
    return allBut(json, -1);
  }

  /** How many blanks the form has. */
  static int count(String json) {
    return found((ObjectNode) Json.parse(json)).blanks.size();
  }

  /** The names of the fields that are blank, in the order of {@link #allBut}. */
  static List<String> fields(String json) {
    return found((ObjectNode) Json.parse(json)).fields;
  }

  /** Fills in all blanks but one. */
  static String allBut(String json, int left) {
    ObjectNode event = (ObjectNode) Json.parse(json);
    Filled found = found(event);
    for (int i = 0; i < found.blanks.size(); i++) {
      if (i != left) {
        found.blanks.get(i).run();
      }
    }
    return event.toString();
  }

  /** Fills in only the blanks of these fields. */
  static String only(String json, List<String> fields) {
    ObjectNode event = (ObjectNode) Json.parse(json);
    Filled found = found(event);
    for (int i = 0; i < found.blanks.size(); i++) {
      if (fields.contains(found.fields.get(i))) {
        found.blanks.get(i).run();
      }
    }
    return event.toString();
  }

  private static Filled found(ObjectNode event) {
    Filled filled = new Filled();
    filled.find(event);
    return filled;
  }

  private void find(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(one -> find(object, one.getKey(), one.getValue()));
    } else {
      node.forEach(this::find);
    }
  }

  private void find(ObjectNode object, String field, JsonNode value) {
    if (value.isTextual() && (value.textValue().equals("TODO") || value.textValue().isEmpty())) {
      fields.add(field.isEmpty() ? "value" : field);
      blanks.add(
          () -> {
            String key = object.has(field) ? field : PARAMETER;
            object.put(key, VALUES.getOrDefault(field, ANY));
          });
    }
    if (field.isEmpty()) {
      fields.add("name");
      blanks.add(() -> object.set(PARAMETER, object.remove(field)));
    }
    find(value);
  }
}
