package dev.headwater.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Limits;
import java.io.IOException;
import java.util.regex.Pattern;

/** JSON text to trees and back, strictly and within bounds. Safe for use by several threads. */
public final class Json {
  /** Objects and arrays within each other. An event needs 7. */
  public static final int MAX_DEPTH = 64;

  /** Digits of a number; no double or long needs more than 30, but people may write more. */
  private static final int MAX_NUMBER_CHARS = 400;

  /** How the parser writes a place inside its messages. */
  private static final Pattern PARSER_PLACE =
      Pattern.compile("\\[Source: [^;\\]]*; (line: \\d+, column: \\d+)\\]");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_CHARS)
                          .maxStringLength(Limits.BODY_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * The one mapper: refuses duplicate keys, what follows a value, and nesting beyond {@link
   * #MAX_DEPTH}. It is shared; do not configure it.
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads one JSON value.
   *
   * @throws InvalidException when the bytes are not exactly one, with line and column
   */
  public static JsonNode parse(byte[] json) {
    try {
      return present(MAPPER.readTree(json));
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  /** As {@link #parse(byte[])}, of text. */
  public static JsonNode parse(String json) {
    try {
      return present(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw notJson(e);
    }
  }

  private static JsonNode present(JsonNode node) {
    if (node.isMissingNode()) {
      throw new InvalidException("", "is empty, must be JSON");
    }
    return node;
  }

  private static InvalidException notJson(IOException e) {
    if (e instanceof JsonProcessingException problem) {
      return new InvalidException("", "is not JSON: " + describe(problem));
    }
    return new InvalidException("", "is not JSON: " + firstLine(e.getMessage()));
  }

  /** What is wrong with a text and where, on one line, without what the parser says of itself. */
  public static String describe(JsonProcessingException problem) {
    String message = PARSER_PLACE.matcher(firstLine(problem.getOriginalMessage())).replaceAll("$1");
    JsonLocation at = problem.getLocation();
    return at == null
        ? message
        : message + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static String firstLine(String message) {
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse("");
  }
}
