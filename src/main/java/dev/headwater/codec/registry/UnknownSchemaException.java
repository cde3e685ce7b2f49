package dev.headwater.codec.registry;

/**
 * The registry answered that it has no schema with this id. A retry does not help, unless it was
 * the wrong registry.
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
