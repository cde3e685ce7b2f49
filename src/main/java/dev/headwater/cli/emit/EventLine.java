package dev.headwater.cli.emit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.model.InvalidException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of a file that should contain an event.
 *
 * @param file the file's name as given, {@code -} for standard input
 * @param number the line's number, from 1
 * @param json the line's bytes, without its end
 */
record EventLine(String file, long number, byte[] json) {
  private static final int SHOWN = 64;

  /**
   * The JSON object in the line.
   *
   * @throws InvalidException if the line contains no JSON object, contains an OpenLineage event, or
   *     is longer than an event may be
   */
  JsonNode object() {
    if (json.length > EventLines.LONGEST_BYTES) {
      throw new InvalidException("", "the line is longer than 5 MiB, the limit for an event");
    }
    JsonNode tree = Json.parse(json);
    if (tree.isArray()) {
      throw new InvalidException(
          "", "a JSON array; a line holds one event: jq -c '.[]' makes such lines of it");
    }
    if (!tree.isObject()) {
      throw new InvalidException("", "not a JSON object; a line holds one event");
    }
    if (isOpenLineage(tree)) {
      throw new InvalidException(
          "",
          "an OpenLineage event, which emit does not send: POST it to /api/v1/lineage, or set the"
              + " OpenLineage client's transport to http with Headwater's address as its url");
    }
    return tree;
  }

  /**
   * Recognizes an OpenLineage event by fields that its specification requires and our events do not
   * have.
   */
  private static boolean isOpenLineage(JsonNode tree) {
    boolean ofOurs = tree.has("eventId") || tree.has("type");
    return !ofOurs
        && (tree.has("schemaURL") || tree.has("eventType"))
        && (tree.has("job") || tree.has("dataset"));
  }

  /**
   * Why the file that begins with this line cannot be a file of lines; empty if it may be one. It
   * is not one if it contains a JSON object or array over several lines, as {@code jq} prints it.
   */
  Optional<String> noLines() {
    String begin =
        new String(json, 0, Math.min(json.length, SHOWN), StandardCharsets.UTF_8).strip();
    boolean array = begin.startsWith("[");
    if (!begin.equals("{") && (!array || isWhole())) {
      return Optional.empty();
    }
    return Optional.of(
        (array ? "a JSON array" : "a JSON object")
            + " over several lines; a line holds one event: jq -c "
            + (array ? "'.[]'" : ".")
            + " makes such lines of it. Nothing of this file was sent");
  }

  private boolean isWhole() {
    try {
      Json.parse(json);
      return true;
    } catch (InvalidException cut) {
      return false;
    }
  }

  String place() {
    return file + ":" + number;
  }
}
