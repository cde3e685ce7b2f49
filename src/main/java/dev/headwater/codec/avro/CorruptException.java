package dev.headwater.codec.avro;

/** Bytes that do not hold a record of the schema that they are said to be of. */
public final class CorruptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptException(String message, Throwable cause) {
    super(message, cause);
  }

  CorruptException(String message) {
    super(message);
  }
}
