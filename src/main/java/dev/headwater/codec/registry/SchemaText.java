package dev.headwater.codec.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A valid Avro schema in the spelling that registries compare: JSON as Avro writes it, including
 * documentation and aliases, without layout. Immutable.
 */
public final class SchemaText {
  private final String canonical;
  private final Schema schema;

  private SchemaText(Schema schema) {
    this.schema = schema;
    this.canonical = schema.toString();
  }

  /**
   * Parses a schema.
   *
   * @throws IllegalArgumentException if it is not an Avro schema; the message says what is wrong
   */
  public static SchemaText parse(String json) {
    try {
      return new SchemaText(new Schema.Parser().parse(json));
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException("not an Avro schema: " + e.getMessage(), e);
    }
  }

  public String canonical() {
    return canonical;
  }

  Schema schema() {
    return schema;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaText that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return canonical;
  }
}
