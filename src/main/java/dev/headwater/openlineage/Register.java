package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One statement on one thing.
 *
 * @param value a JSON null if the statement deletes the thing
 */
record Register(Moment at, JsonNode value) {

  static Register later(Register one, Register other) {
    return one.at.compareTo(other.at) >= 0 ? one : other;
  }
}
