package dev.headwater.codec.registry;

/** What a schema registry may answer instead of the wanted; each kind asks for another reaction. */
public abstract sealed class RegistryException extends RuntimeException
    permits IncompatibleSchemaException,
        RegistryRefusedException,
        RegistryUnavailableException,
        UnknownSchemaException {
  private static final long serialVersionUID = 1L;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
