package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One statement on one thing.
 *
 * @param value a JSON null if the statement deletes the thing
 */
record Statement(Moment at, JsonNode value) {

  static Statement later(Statement one, Statement other) {
    return one.at.compareTo(other.at) >= 0 ? one : other;
  }
}
