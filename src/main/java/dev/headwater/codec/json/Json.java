package dev.headwater.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headwater.model.InvalidException;
import java.io.IOException;

/** Parses JSON text into trees, strictly and within limits. Safe for use by several threads. */
public final class Json {
  /** How deeply objects and arrays may be nested. An event needs 7. */
  public static final int MAX_DEPTH = 64;

  /** The nesting limit for JSON of other tools, which may be deep: query plans are large trees. */
  private static final int FOREIGN_DEPTH = 1_000;

  private static final ObjectMapper MAPPER = mapper(MAX_DEPTH);

  private static final ObjectMapper FOREIGN = mapper(FOREIGN_DEPTH);

  private static ObjectMapper mapper(int depth) {
    return JsonMapper.builder(StrictJson.factory(depth))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private Json() {}

  /**
   * Returns the mapper that rejects duplicate keys, text after the value, and nesting beyond {@link
   * #MAX_DEPTH}. It is shared; do not configure it.
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Parses one JSON value.
   *
   * @throws InvalidException when the bytes are not exactly one JSON value, with line and column
   */
  public static JsonNode parse(byte[] json) {
    return parse(() -> MAPPER.createParser(json));
  }

  /** Like {@link #parse(byte[])}, for text. */
  public static JsonNode parse(String json) {
    return parse(() -> MAPPER.createParser(json));
  }

  /**
   * Like {@link #parse(byte[])}, for the JSON of other tools: nested up to {@value #FOREIGN_DEPTH}
   * levels.
   */
  public static JsonNode parseForeign(byte[] json) {
    return parse(() -> FOREIGN.createParser(json));
  }

  private interface Opening {
    JsonParser open() throws IOException;
  }

  private static JsonNode parse(Opening opening) {
    try (JsonParser parser = opening.open()) {
      return parse(parser);
    } catch (IOException noText) {
      throw new InvalidException("", "is not JSON: it is not UTF-8");
    }
  }

  private static JsonNode parse(JsonParser parser) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(parser);
      if (tree == null || tree.isMissingNode()) {
        throw new InvalidException("", "is empty, must be JSON");
      }
      if (parser.nextToken() != null) {
        throw new InvalidException(
            "",
            "is not JSON: something follows after its end"
                + JsonFault.place(parser.currentTokenLocation()));
      }
      return tree;
    } catch (JsonProcessingException malformed) {
      throw new InvalidException("", "is not JSON: " + JsonFault.describe(malformed, parser));
    }
  }
}
