package dev.headwater.export.standard.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Placeholder;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.Function;

/** Builds trees of JSON that hold what is stated, and no empty values. */
public final class Nodes {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  /** Up to here, every whole number is exact as a double. */
  private static final double EXACT_WHOLE = 1L << 53;

  private Nodes() {}

  public static ObjectNode object() {
    return FACTORY.objectNode();
  }

  /** Adds a text, unless it is a placeholder such as "" or "unknown". */
  public static void text(ObjectNode object, String field, String text) {
    if (Placeholder.counts(text)) {
      object.put(field, text);
    }
  }

  /** Adds a count, if it is stated. */
  public static void count(ObjectNode object, String field, OptionalLong count) {
    count.ifPresent(value -> object.put(field, value));
  }

  /** Adds the texts that are no placeholders, unless there are none. */
  public static void texts(ObjectNode object, String field, Collection<String> texts) {
    list(object, field, texts.stream().filter(Placeholder::counts).toList(), FACTORY::textNode);
  }

  /** Adds an array with a node for each item, unless there are none. */
  public static <T> void list(
      ObjectNode object, String field, Collection<T> items, Function<T, JsonNode> node) {
    if (items.isEmpty()) {
      return;
    }
    ArrayNode array = FACTORY.arrayNode();
    items.forEach(item -> array.add(node.apply(item)));
    object.set(field, array);
  }

  /** Adds a tree, unless it is empty. */
  public static void tree(ObjectNode object, String field, ObjectNode tree) {
    if (!tree.isEmpty()) {
      object.set(field, tree);
    }
  }

  /** A number, without a fraction if it is whole. */
  public static JsonNode number(double number) {
    return number == Math.rint(number) && Math.abs(number) < EXACT_WHOLE
        ? FACTORY.numberNode((long) number)
        : FACTORY.numberNode(number);
  }
}
