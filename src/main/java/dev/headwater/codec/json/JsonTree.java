package dev.headwater.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Reads and writes trees of JSON without an {@code ObjectMapper}. A mapper loads 250 classes before
 * it reads the first value, which takes the command line longer than the request itself. The limits
 * are those of {@link Json#mapper()}. Safe for use by several threads.
 */
public final class JsonTree {

  private static final JsonFactory FACTORY = StrictJson.factory(Json.MAX_DEPTH);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /**
   * Reads one JSON value.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException if the bytes are not exactly one
   *     JSON value within the limits
   * @throws IOException if the bytes are not UTF-8
   */
  public static JsonNode read(byte[] json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      JsonNode tree = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows after the end of the JSON value");
      }
      return tree;
    }
  }

  /** A tree as one line, without the line's end. */
  public static String line(JsonNode tree) {
    StringWriter line = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(line)) {
      write(generator, tree);
    } catch (IOException impossible) {
      throw new IllegalStateException("a tree of JSON cannot be written", impossible);
    }
    return line.toString();
  }

  /** The recursion is bounded by the parser's limit on nesting. */
  private static JsonNode value(JsonParser parser, JsonToken token) throws IOException {
    if (token == null) {
      throw new JsonEOFException(parser, null, "the JSON value is missing or cut off");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new JsonParseException(parser, "unexpected " + token);
    };
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.set(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      array.add(value(parser, next));
    }
    return array;
  }

  private static JsonNode whole(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private static void write(JsonGenerator generator, JsonNode tree) throws IOException {
    switch (tree.getNodeType()) {
      case OBJECT -> {
        generator.writeStartObject();
        for (var field : tree.properties()) {
          generator.writeFieldName(field.getKey());
          write(generator, field.getValue());
        }
        generator.writeEndObject();
      }
      case ARRAY -> {
        generator.writeStartArray();
        for (JsonNode element : tree) {
          write(generator, element);
        }
        generator.writeEndArray();
      }
      case STRING -> generator.writeString(tree.textValue());
      case NUMBER -> writeNumber(generator, tree);
      case BOOLEAN -> generator.writeBoolean(tree.booleanValue());
      case NULL -> generator.writeNull();
      default -> throw new IllegalArgumentException("not a JSON value: " + tree.getNodeType());
    }
  }

  private static void writeNumber(JsonGenerator generator, JsonNode number) throws IOException {
    switch (number.numberType()) {
      case INT, LONG -> generator.writeNumber(number.longValue());
      case BIG_INTEGER -> generator.writeNumber(number.bigIntegerValue());
      case BIG_DECIMAL -> generator.writeNumber(number.decimalValue());
      case FLOAT, DOUBLE -> generator.writeNumber(number.doubleValue());
    }
  }
}
