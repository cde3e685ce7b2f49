package dev.headwater.codec.registry;

/** The schema registry answers that it has no schema of that id. */
public final class UnknownSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
