package dev.headwater.codec.registry;

/** An error of the schema registry. The caller has to react differently to each subclass. */
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
