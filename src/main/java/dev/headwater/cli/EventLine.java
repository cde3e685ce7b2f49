package dev.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.model.InvalidException;

/**
 * One event as it stands in a file.
 *
 * @param file the file's name as given, {@code -} for standard input
 * @param number the line's number, from 1
 * @param json the line's bytes, without its end
 */
record EventLine(String file, long number, byte[] json) {

  /**
   * The JSON object that the line holds.
   *
   * @throws InvalidException when it holds none, or is longer than an event may be
   */
  JsonNode object() {
    if (json.length > EventLines.LONGEST_BYTES) {
      throw new InvalidException("", "the line is longer than 5 MiB, the limit for an event");
    }
    JsonNode tree = Json.parse(json);
    if (!tree.isObject()) {
      throw new InvalidException("", "not a JSON object; a line holds one event");
    }
    return tree;
  }

  String place() {
    return file + ":" + number;
  }
}
