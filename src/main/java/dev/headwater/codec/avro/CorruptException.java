package dev.headwater.codec.avro;

/** The bytes do not hold a record of the schema that they are declared to have. */
public final class CorruptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptException(String message, Throwable cause) {
    super(message, cause);
  }

  CorruptException(String message) {
    super(message);
  }
}
