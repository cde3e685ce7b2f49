package dev.headwater.codec.registry;

/**
 * The registry refused to register a schema, because its subject holds one that it is not
 * compatible with. The message says what the registry said.
 */
public final class IncompatibleSchemaException extends RegistryException {
  private static final long serialVersionUID = 1L;

  public IncompatibleSchemaException(String message) {
    super(message);
  }

  public IncompatibleSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
