package dev.headwater.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.headwater.model.Limits;

/** Creates parsers of JSON that reject duplicate keys and bound the size of each part. */
final class StrictJson {
  /**
   * The longest number, in characters. No double or long needs more than 30, but people may write
   * more.
   */
  private static final int MAX_NUMBER_CHARS = 400;

  private StrictJson() {}

  /**
   * A factory of such parsers.
   *
   * @param depth how deeply objects and arrays may be nested
   */
  static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(MAX_NUMBER_CHARS)
                .maxStringLength(Limits.BODY_BYTES)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }
}
