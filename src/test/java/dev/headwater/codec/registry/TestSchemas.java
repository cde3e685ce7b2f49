package dev.headwater.codec.registry;

/** Versions of one record schema, some of them incompatible with others. */
final class TestSchemas {
  static final String V1 = record("{\"name\":\"a\",\"type\":\"string\"}");

  /** Has a second field, with a default. Compatible with {@link #V1} in both directions. */
  static final String V2 =
      record(
          "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

  /**
   * Has no field {@code a}. Reads records of {@link #V1} and {@link #V2}. Neither of them reads its
   * records, because their {@code a} has no default.
   */
  static final String V3 = record("{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

  /**
   * Reads records of {@link #V3}, which has no field {@code a}, but not of {@link #V1}, whose
   * {@code a} is text.
   */
  static final String INCOMPATIBLE_WITH_FIRST_ONLY =
      record(
          "{\"name\":\"a\",\"type\":\"int\",\"default\":0},"
              + "{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

  /** Has a second field, without a default, so it reads no records of the other versions. */
  static final String INCOMPATIBLE =
      record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"c\",\"type\":\"string\"}");

  private TestSchemas() {}

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"test\",\"fields\":["
        + fields
        + "]}";
  }
}
