package dev.headwater.codec.registry;

/**
 * The registry refused to register a schema, because it is not compatible with a schema of the same
 * subject. The message contains the registry's answer.
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
