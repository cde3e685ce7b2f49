package dev.headwater.codec.registry;

/** Versions of one record, and one of another. */
final class TestSchemas {
  static final String V1 = record("{\"name\":\"a\",\"type\":\"string\"}");

  /** A field more, with a default: compatible with {@link #V1}, either way. */
  static final String V2 =
      record(
          "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

  /** Without the first field: it can be read back from neither before it had a default. */
  static final String V3 = record("{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

  /**
   * Reads {@link #V3}, which has no field {@code a}; but not {@link #V1}, whose {@code a} is text.
   */
  static final String INCOMPATIBLE_WITH_FIRST_ONLY =
      record(
          "{\"name\":\"a\",\"type\":\"int\",\"default\":0},"
              + "{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

  /** A field more without a default: reads nothing written before. */
  static final String INCOMPATIBLE =
      record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"c\",\"type\":\"string\"}");

  private TestSchemas() {}

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"test\",\"fields\":["
        + fields
        + "]}";
  }
}
