package dev.headwater.codec.registry;

/**
 * The registry understood the request and refused it: an invalid schema, a subject that does not
 * exist, or a level that it does not know. A retry does not help.
 */
public final class RegistryRefusedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  public RegistryRefusedException(String message) {
    super(message);
  }

  public RegistryRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
