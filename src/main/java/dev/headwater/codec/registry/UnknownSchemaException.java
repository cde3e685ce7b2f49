package dev.headwater.codec.registry;

/**
 * The registry answered that it has no schema of this id. Asking again does not help, unless the
 * registry is the wrong one.
 */
public final class UnknownSchemaException extends RegistryException {
  private static final long serialVersionUID = 1L;

  public UnknownSchemaException(String message) {
    super(message);
  }

  public UnknownSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
