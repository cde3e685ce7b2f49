package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place in a JSON value, where a test can put another value.
 *
 * @param pointer a JSON pointer as of RFC 6901; not "", which is the whole value
 */
public record JsonPlace(String pointer) {
  /** Values that a reader may not expect. */
  public static final List<JsonNode> ODD =
      List.of("null", "true", "-1", "1.5", "1e300", "\"\"", "\"odd\"", "[]", "[null]", "[7]", "{}")
          .stream()
          .map(Json::parse)
          .toList();

  /** Returns all places in a value. */
  public static List<JsonPlace> allIn(JsonNode whole) {
    List<JsonPlace> places = new ArrayList<>();
    collect("", whole, places);
    return places;
  }

  private static void collect(String pointer, JsonNode node, List<JsonPlace> into) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey().replace("~", "~0").replace("/", "~1");
      into.add(new JsonPlace(pointer + "/" + name));
      collect(pointer + "/" + name, member.getValue(), into);
    }
    for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
      into.add(new JsonPlace(pointer + "/" + i));
      collect(pointer + "/" + i, node.get(i), into);
    }
  }

  /** Returns a copy of a value with another value in this place. */
  public JsonNode with(JsonNode whole, JsonNode other) {
    JsonNode copy = whole.deepCopy();
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = copy.at(pointer.substring(0, slash));
    String last = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    if (parent instanceof ObjectNode object) {
      object.set(last, other);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(last), other);
    }
    return copy;
  }
}
