package dev.headwater.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the limits of a schema into words. */
final class Bounds {
  /** Some text that is not only white space. */
  private static final String NOT_BLANK = "\\S";

  private Bounds() {}

  /** The limits that the schema itself states, each as a phrase. */
  static List<String> of(JsonNode schema) {
    List<String> limits = new ArrayList<>();
    if (schema.path("pattern").asText().equals(NOT_BLANK)) {
      limits.add("not blank");
    } else if (schema.path("minLength").asInt() > 0) {
      limits.add("not empty");
    }
    addAmount(schema, "", "maxLength", "characters", limits);
    addAmount(schema, "minItems", "maxItems", "items", limits);
    addAmount(schema, "", "maxProperties", "entries", limits);
    addRange(schema, limits);
    return limits;
  }

  private static void addAmount(
      JsonNode schema, String least, String most, String unit, List<String> limits) {
    if (schema.path(least).asInt() > 0) {
      limits.add("at least " + number(schema.get(least)));
    }
    if (schema.has(most)) {
      limits.add(
          schema.get(most).intValue() == 0
              ? "no " + unit
              : "at most " + number(schema.get(most)) + " " + unit);
    }
  }

  private static void addRange(JsonNode schema, List<String> limits) {
    boolean hasMost = schema.has("maximum");
    if (schema.has("minimum")) {
      limits.add(
          "from "
              + number(schema.get("minimum"))
              + (hasMost ? " to " + number(schema.get("maximum")) : ""));
    } else if (hasMost) {
      limits.add("at most " + number(schema.get("maximum")));
    }
  }

  private static String number(JsonNode number) {
    return number.asLong() == Long.MAX_VALUE
        ? "2^63-1"
        : NumberFormat.getInstance(Locale.ROOT).format(number.numberValue());
  }
}
